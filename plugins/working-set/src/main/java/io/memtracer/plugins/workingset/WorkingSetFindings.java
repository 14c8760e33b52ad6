package io.memtracer.plugins.workingset;

import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.Sizes;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/** What the figures say, in a sentence. */
final class WorkingSetFindings {

  private WorkingSetFindings() {}

  /** That figures aren't the whole run's. */
  static Finding partial() {
    return Finding.of(
        "partial",
        Finding.Level.WARNING,
        "Accesses are missing in the trace: these are pages of what was traced. How many the whole"
            + " run has can't be estimated from that, nor how many a window of it has.");
  }

  /**
   * How much memory is used at a time, and in all.
   *
   * @param window accesses of one
   * @param total of windows
   * @param ever distinct pages in the whole trace
   * @param bytes the size of so many pages
   * @return nothing if there was no whole window
   */
  static List<Finding> of(
      final long window, final SizeCounts total, final long ever, final LongUnaryOperator bytes) {
    if (total.peak() == 0) {
      return List.of();
    }
    return List.of(
        Finding.of(
            "how-large",
            Finding.Level.NOTE,
            String.format(
                Locale.ROOT,
                "%,d accesses touch %,.0f pages on average (%s) and %,d at most (%s), of %,d in all"
                    + " (%s).",
                window,
                total.mean(),
                Sizes.text(bytes.applyAsLong(Math.round(total.mean()))),
                total.peak(),
                Sizes.text(bytes.applyAsLong(total.peak())),
                ever,
                Sizes.text(bytes.applyAsLong(ever)))));
  }
}
