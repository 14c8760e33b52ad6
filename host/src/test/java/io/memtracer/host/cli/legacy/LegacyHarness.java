package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs {@code memory_tracer} and keeps what it prints. */
final class LegacyHarness {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LegacyCli cli;

  LegacyHarness(final Backend backend, final Path root, final String typed) {
    cli =
        new LegacyCli(
            new Console(LegacyCommand.NAME, out, err, new Terminal(0, 0, false, true, false)),
            backend,
            new Installation(root),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
  }

  int run(final String... arguments) {
    return cli.execute(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
