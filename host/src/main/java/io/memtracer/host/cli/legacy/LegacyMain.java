package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.Program;
import io.memtracer.host.cli.terminal.Terminal;

/** The program {@code memory_tracer}. Started by the launcher. */
public final class LegacyMain {

  /** Scripts read what it prints: no width, no colours, and UTF-8 whatever the locale. */
  private static final Terminal NONE = new Terminal(0, 0, false, true, false);

  private LegacyMain() {}

  public static void main(final String[] arguments) {
    Program.run(
        LegacyCommand.NAME,
        NONE,
        (console, backend, installation) ->
            new LegacyCli(console, backend, installation, System.in).execute(arguments));
  }
}
