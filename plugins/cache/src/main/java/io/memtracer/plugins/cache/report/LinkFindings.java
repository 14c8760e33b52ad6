package io.memtracer.plugins.cache.report;

import io.memtracer.api.result.Finding;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is to be said of what caches do to each other. */
final class LinkFindings {

  /** A smaller part than this is not worth a sentence. */
  private static final double WORTH_SAYING = 0.1;

  private final Totals totals;
  private final List<Finding> findings = new ArrayList<>();

  LinkFindings(final Totals totals) {
    this.totals = totals;
  }

  List<Finding> all() {
    // Of the first level alone: the others miss the same lines.
    final LevelCounts first = totals.counts(0);
    final String name = totals.levels().get(0).name();
    final long misses = Kinds.Part.TOTAL.all(first.misses);
    final double lostToStores = Shares.share(Kinds.Part.TOTAL.all(first.coherenceMisses), misses);
    if (lostToStores >= WORTH_SAYING) {
      say(
          "lost-to-stores",
          Finding.Level.HINT,
          "%s of the misses of %s are of lines that another vCPU's store had taken from it.",
          Shares.percent(lostToStores),
          name);
    }
    if (Shares.share(first.lostWithNext, misses) >= WORTH_SAYING) {
      say(
          "lost-with-inclusive",
          Finding.Level.NOTE,
          "%s lost %,d lines because an inclusive level behind it lost them, with %,d misses.",
          name,
          first.lostWithNext,
          misses);
    }
    for (int level = 0; level < totals.levels().size(); level++) {
      prefetches(totals.levels().get(level), totals.counts(level));
    }
    return findings;
  }

  private void prefetches(final LevelSpec level, final LevelCounts counts) {
    if (counts.prefetched > 0) {
      say(
          "prefetches-" + level.name(),
          Finding.Level.NOTE,
          "Of the lines that %s fetched ahead (%s) %s were used; without that, %s more accesses"
              + " would have missed it.",
          level.name(),
          level.prefetch().key(),
          Shares.percent(Shares.share(counts.used(), counts.prefetched)),
          String.format(Locale.ROOT, "%,d", counts.covered()));
    }
  }

  private void say(
      final String key, final Finding.Level level, final String text, final Object... values) {
    findings.add(Finding.of(key, level, String.format(Locale.ROOT, text, values)));
  }
}
