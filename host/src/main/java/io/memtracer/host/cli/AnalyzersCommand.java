package io.memtracer.host.cli;

import io.memtracer.api.OptionSpec;
import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the analyzers that are installed. */
@Command(
    name = "analyzers",
    description = "Lists the analyzers that are installed: name, version, JAR, options.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer analyzers [--plugins DIR]...",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer analyzers",
      "  memtracer analyzers --plugins ~/my-analyzers",
      "",
      "JARs in the folder plugins/ are found without an option. The exit status is 4 if a JAR",
      "can't be used."
    })
final class AnalyzersCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;
  private final Installation installation;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "One more folder with analyzer JARs; may be repeated.")
  private List<Path> plugins = new ArrayList<>();

  AnalyzersCommand(final Console console, final Backend backend, final Installation installation) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    for (final Path directory : plugins) {
      if (!Files.isDirectory(directory)) {
        throw TraceException.user("--plugins must be a directory, but " + directory + " isn't");
      }
    }
    final Backend.Listing listing = backend.analyzers(installation.analyzerDirectories(plugins));
    final PrintStream out = console.out();
    if (listing.analyzers().isEmpty()) {
      out.println("no analyzers are installed; './memtracer setup' builds those of memtracer");
    }
    for (int i = 0; i < listing.analyzers().size(); i++) {
      if (i > 0) {
        out.println();
      }
      print(out, listing.analyzers().get(i));
    }
    listing.problems().forEach(problem -> console.say(Harmless.line(problem)));
    return listing.problems().isEmpty() ? 0 : ErrorCategory.ANALYZER.exitStatus();
  }

  private void print(final PrintStream out, final Backend.Analyzer analyzer) {
    final TextStyle style = console.outputStyle();
    final Path jar = analyzer.jar();
    final Path shown =
        jar.startsWith(installation.root()) ? installation.root().relativize(jar) : jar;
    out.println(
        style.bold(Harmless.line(analyzer.name() + " " + analyzer.version()))
            + "  "
            + Harmless.line(shown.toString()));
    out.println("  " + Harmless.line(analyzer.description()));
    for (final OptionSpec option : analyzer.options()) {
      out.println("    " + Harmless.line(option.name() + "=" + values(option)));
      out.println("        " + Harmless.line(option.description()));
    }
  }

  private static String values(final OptionSpec option) {
    final String kind =
        switch (option.type()) {
          case NUMBER -> range("number", option);
          case BYTES -> range("bytes", option);
          case DECIMAL -> "number, " + option.minDecimal() + " to " + option.maxDecimal();
          case FLAG -> "true|false";
          case CHOICE -> String.join("|", option.choices());
          case TEXT -> "text";
        };
    return kind
        + (option.defaultValue() == null
            ? ", needed"
            : ", default " + (option.defaultValue().isEmpty() ? "empty" : option.defaultValue()));
  }

  private static String range(final String what, final OptionSpec option) {
    if (option.max() == Long.MAX_VALUE) {
      return what + ", " + option.min() + " or more";
    }
    return what + ", " + option.min() + " to " + option.max();
  }
}
