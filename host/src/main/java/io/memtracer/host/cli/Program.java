package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.backend.RealBackend;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.cli.terminal.PluginOutput;
import io.memtracer.host.cli.terminal.Terminal;
import io.memtracer.host.guest.GuestStore;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.concurrent.locks.LockSupport;

/** What programs have in common: their streams, what they work with, and how they end. */
public final class Program {

  private Program() {}

  /** A program's commands. */
  @FunctionalInterface
  public interface Commands {
    /** Executes one and returns the exit status. */
    int execute(Console console, Backend backend, Installation installation);
  }

  /**
   * Executes a command and ends the virtual machine.
   *
   * @param name what the program is called
   * @param terminal where it prints
   */
  public static void run(final String name, final Terminal terminal, final Commands commands) {
    final Console console =
        new Console(
            name,
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
            terminal);
    PluginOutput.redirectTo(console);
    final ForeignExit foreignExit = ForeignExit.watch(console);
    final Installation installation = Installation.ofProperty();
    final int status;
    try (RealBackend backend = new RealBackend(installation, GuestStore.ofEnvironment())) {
      status = commands.execute(console, backend, installation);
      console.out().flush();
      console.err().flush();
    }
    if (!foreignExit.over()) {
      awaitHalt();
    }
    System.exit(status);
  }

  /** The virtual machine is ending, within its hooks' bounds. */
  private static void awaitHalt() {
    while (true) {
      LockSupport.park();
    }
  }
}
