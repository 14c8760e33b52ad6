package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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

  /** An empty file that can be executed. */
  static Path program(final Path directory, final String name) throws IOException {
    return Files.createFile(
        directory.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
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
