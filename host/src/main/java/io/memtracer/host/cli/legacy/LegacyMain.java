package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.Console;
import io.memtracer.host.cli.Installation;
import io.memtracer.host.cli.RealBackend;
import io.memtracer.host.cli.Terminal;
import io.memtracer.host.guest.GuestStore;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The program {@code memory_tracer}. Started by the launcher. */
public final class LegacyMain {

  /** Scripts read what it prints: no width, no colours, and UTF-8 whatever the locale. */
  private static final Terminal NONE = new Terminal(0, 0, true, false);

  private LegacyMain() {}

  public static void main(final String[] arguments) {
    final Console console =
        new Console(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
            NONE);
    final Installation installation = Installation.ofProperty();
    final LegacyCli cli =
        new LegacyCli(
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
