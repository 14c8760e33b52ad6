package io.memtracer.host.cli.terminal;

import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.serve.LivePage;
import java.util.Optional;

/**
 * Where it is shown what is found while a run goes on: on a page, and in a line of the terminal's
 * display.
 */
public final class LiveOutput implements AutoCloseable {

  /** Nobody wants to know before the end. */
  public static final LiveOutput NONE = new LiveOutput(Optional.empty(), Optional.empty(), false);

  private final Optional<Console> console;
  private final Optional<LivePage> page;
  private final boolean findings;

  private LiveOutput(
      final Optional<Console> console, final Optional<LivePage> page, final boolean findings) {
    this.console = console;
    this.page = page;
    this.findings = findings;
  }

  /** In the terminal alone. */
  public static LiveOutput inTerminal() {
    return new LiveOutput(Optional.empty(), Optional.empty(), true);
  }

  /**
   * On a page, too, whose address is told.
   *
   * @param port 0 for any that is free
   */
  public static LiveOutput onPage(final int port, final Console console) {
    final LivePage page = LivePage.start(port);
    console.say("watch it at " + page.address());
    return new LiveOutput(Optional.of(console), Optional.of(page), true);
  }

  /** Whether a terminal's display is to have a line with what was found. */
  boolean hasFindings() {
    return findings;
  }

  /** Whether somebody looks at the page. */
  boolean isWatched() {
    return page.filter(LivePage::isWatched).isPresent();
  }

  void show(final InterimReport report) {
    if (isWatched()) {
      page.ifPresent(shown -> shown.show(report));
    }
  }

  /** Shows the last one, ends the page, and says so. */
  public void end(final TraceReport report) {
    page.ifPresent(
        shown -> {
          shown.end(report);
          shown.close();
        });
    console.ifPresent(
        told ->
            told.say(
                "its page is served no more: it stays where it is open, and --html FILE writes"
                    + " it"));
  }

  /** Ends the page, if there is no report for it. */
  @Override
  public void close() {
    page.ifPresent(LivePage::close);
  }
}
