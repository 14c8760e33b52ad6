package io.memtracer.host.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs commands and keeps what they print. */
final class CliHarness {

  final FakeBackend backend = new FakeBackend();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Cli cli;

  CliHarness() {
    this(Path.of("/nowhere"));
  }

  CliHarness(final Path root) {
    final Console console =
        new Console("memtracer", out, err, new Terminal(0, 0, false, true, true));
    cli = new Cli(console, backend, new Installation(root), InputStream.nullInputStream());
  }

  int run(final String... arguments) {
    return cli.execute(arguments);
  }

  Cli cli() {
    return cli;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
