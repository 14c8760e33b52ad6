package io.memtracer.plugins.hotspots;

import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures say, in sentences. */
final class HotFindings {

  private static final double HALF = 0.5;

  private final Shape shape;
  private final Totals totals;
  private final Hottest lines;
  private final Hottest pages;
  private final SpaceSaving others;
  private final List<Finding> findings = new ArrayList<>();

  HotFindings(
      final Shape shape,
      final Totals totals,
      final Hottest lines,
      final Hottest pages,
      final SpaceSaving others) {
    this.shape = shape;
    this.totals = totals;
    this.lines = lines;
    this.pages = pages;
    this.others = others;
  }

  List<Finding> all() {
    if (!shape.isOfSomeLines()) {
      lines.inOrder().stream().findFirst().ifPresent(this::concentration);
    }
    if (others.counted() > 0) {
      say(
          "partly-estimated",
          Finding.Level.NOTE,
          String.format(
              Locale.ROOT,
              "%s of the accesses are to lines that came when %,d were counted. Their counts are"
                  + " too high by %,d at most, and a line that isn't named has no more: a higher"
                  + " limit counts exactly.",
              percent(others.counted()),
              shape.limit(),
              others.bound()));
    }
    if (totals.partial()) {
      say(
          "partial",
          Finding.Level.WARNING,
          "Accesses are missing in the trace: these are counts of what was traced.");
    }
    return findings;
  }

  private void concentration(final Hot first) {
    say(
        "concentrated",
        Finding.Level.NOTE,
        String.format(
            Locale.ROOT,
            "Half of all accesses are to %,d lines in no more than %,d pages; %s are to the hottest"
                + " line, at 0x%x.",
            lines.needed(totals.accesses(), HALF),
            pages.needed(totals.accesses(), HALF),
            percent(first.count()),
            first.place()));
  }

  private void say(final String key, final Finding.Level level, final String text) {
    findings.add(Finding.of(key, level, text));
  }

  private String percent(final long part) {
    return Shares.percent(Shares.share(part, totals.accesses()));
  }
}
