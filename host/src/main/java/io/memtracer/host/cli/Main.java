package io.memtracer.host.cli;

import io.memtracer.host.guest.GuestStore;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The program. Started by the launcher, which knows where things are and what the terminal is. */
public final class Main {

  private Main() {}

  public static void main(final String[] arguments) {
    final Console console =
        new Console(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
            Terminal.of(System.getProperties(), System.getenv()));
    final Installation installation = Installation.ofProperty();
    final Cli cli =
        new Cli(
            console,
            new RealBackend(installation, GuestStore.ofEnvironment()),
            installation,
            System.in);
    final int status = cli.execute(arguments);
    console.out().flush();
    console.err().flush();
    System.exit(status);
  }
}
