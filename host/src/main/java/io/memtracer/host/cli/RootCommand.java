package io.memtracer.host.cli;

import io.memtracer.api.ApiVersion;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.status.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code memtracer} without a command. Its help is a file because the launcher prints it too. */
@Command(name = "memtracer", synopsisHeading = "Usage: ")
final class RootCommand implements Callable<Integer> {

  private static final String USAGE = "usage.txt";

  private final Console console;

  @Option(names = {"-h", "--help"})
  private boolean help;

  @Option(names = "--version")
  private boolean version;

  RootCommand(final Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (version) {
      console.out().println("memtracer " + version() + ", analyzer API " + ApiVersion.current());
      return 0;
    }
    if (help) {
      console.out().print(usage());
      return 0;
    }
    console.err().print(usage());
    return ErrorCategory.USER.exitStatus();
  }

  static String version() {
    final String version = RootCommand.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  static String usage() {
    try (InputStream text =
        Objects.requireNonNull(RootCommand.class.getResourceAsStream(USAGE), USAGE)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
