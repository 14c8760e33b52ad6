package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.status.TraceException;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a guest as {@code memory_tracer} takes it. */
@Command(
    name = "positionals",
    description =
        "Prints image, snapshot and QEMU's directory on one line, as memory_tracer takes them. The"
            + " default guest is built if it is missing.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer guest positionals [NAME]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer guest positionals",
      "  ./memory_tracer $(./memtracer guest positionals) --dont_trace --workload_path_on_host x"
    })
final class GuestPositionalsCommand extends HelpfulCommand {

  /** What a shell would split or expand in an unquoted {@code $(...)}; quotes would not help. */
  private static final Pattern UNSAFE = Pattern.compile("[\\s*?\\[\\\\]");

  private final Console console;
  private final Backend backend;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which guest. Default: default.")
  private String name = GuestRecipe.DEFAULT_NAME;

  GuestPositionalsCommand(final Console console, final Backend backend) {
    this.console = console;
    this.backend = backend;
  }

  @Override
  public Integer call() {
    final Backend.Positionals positionals = backend.positionals(name, console::say);
    console
        .out()
        .println(
            word("image", positionals.image(), "set MEMTRACER_CACHE to another directory")
                + " "
                + word("snapshot", positionals.snapshot(), "save one with another name")
                + " "
                + word(
                    "QEMU's directory",
                    positionals.qemuDirectory(),
                    "put a QEMU with a plain path first in PATH"));
    return 0;
  }

  private static String word(final String what, final Object value, final String remedy) {
    final String text = value.toString();
    if (UNSAFE.matcher(text).find()) {
      throw TraceException.user(
          "the %s can't be one word of a script, since '%s' has blanks or wildcards in it: %s"
              .formatted(what, text, remedy));
    }
    return text;
  }
}
