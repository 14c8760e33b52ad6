package io.memtracer.host.cli;

import io.memtracer.host.cli.terminal.Terminal;

/** The program. Started by the launcher, which knows where things are and what the terminal is. */
public final class Main {

  private Main() {}

  public static void main(final String[] arguments) {
    Program.run(
        "memtracer",
        Terminal.of(System.getProperties(), System.getenv()),
        (console, backend, installation) ->
            new Cli(console, backend, installation, System.in).execute(arguments));
  }
}
