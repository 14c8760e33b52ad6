package io.memtracer.host.cli.options;

import io.memtracer.api.Sampling;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TraceException;
import picocli.CommandLine.Option;

/** Which accesses are recorded. */
final class SelectionOptions {

  @Option(
      names = "--phases-only",
      description =
          "Record nothing outside of the phases that the program marks (docs/phases.md); where it"
              + " is in none for long, it isn't slowed down either.")
  private boolean phasesOnly;

  @Option(
      names = "--from",
      paramLabel = "FUNCTION",
      description =
          "Record from each call of that function of WORKLOAD's on, in a phase of that name, by its"
              + " symbol; with :first behind it from the first call only.")
  private String from = "";

  @Option(
      names = "--until",
      paramLabel = "FUNCTION",
      description =
          "Record until the next call of that function, and with :first nothing behind that; until"
              + " the end without.")
  private String until = "";

  @Option(
      names = "--skip",
      paramLabel = "N",
      description = "Don't record the first N accesses of those.")
  private String skip = "0";

  @Option(
      names = "--max-records",
      paramLabel = "N",
      description = "Record at most N accesses; then the program runs on without being traced.")
  private String most;

  /**
   * What they say.
   *
   * @param traced whether there is to be a trace at all
   * @param sampling what else is left out
   * @throws TraceException if that can't be
   */
  Selection selection(final boolean traced, final Sampling sampling) {
    final Selection selection =
        new Selection(
            phasesOnly,
            number("--skip", skip, 0),
            most == null ? 0 : number("--max-records", most, 1),
            from,
            until);
    if (selection.isAny() && !traced) {
      throw refused("--untraced");
    }
    if (selection.isAny() && !sampling.equals(Sampling.ALL)) {
      throw refused("--sample");
    }
    return selection;
  }

  private static TraceException refused(final String option) {
    return TraceException.user(
        option + " excludes --phases-only, --from, --until, --skip and --max-records");
  }

  private static long number(final String option, final String text, final long least) {
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < least) {
      throw TraceException.user(
          "%s must be a whole number from %d on, but %s isn't".formatted(option, least, text));
    }
    return Long.parseLong(text);
  }
}
