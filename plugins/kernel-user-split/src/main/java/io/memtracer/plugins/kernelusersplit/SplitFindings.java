package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.Shares;
import java.util.List;
import java.util.Locale;

/** What the figures say, in a sentence. */
final class SplitFindings {

  private SplitFindings() {}

  /**
   * How much is whose.
   *
   * @param accesses all
   * @param kernel those of code at CPL 0 to 2
   * @param switches between the two
   * @param sharedPages how many pages both touch
   * @return nothing of nothing
   */
  static List<Finding> of(
      final long accesses, final long kernel, final long switches, final long sharedPages) {
    if (accesses == 0) {
      return List.of();
    }
    return List.of(
        Finding.of(
            "whose",
            Finding.Level.NOTE,
            String.format(
                Locale.ROOT,
                "%s of the accesses are the kernel's, with %,d switches between it and user code,"
                    + " one in %,d accesses; both touch %,d pages.",
                Shares.percent(Shares.share(kernel, accesses)),
                switches,
                accesses / Math.max(1, switches),
                sharedPages)));
  }
}
