package io.memtracer.plugins.support;

import java.util.Locale;

/** Parts of a whole. */
public final class Shares {

  /** What is less would be shown as 0.0 %. */
  private static final double LEAST_PERCENT = 0.05;

  private Shares() {}

  /**
   * A part as a ratio.
   *
   * @param part 0 or more
   * @param whole of what
   * @return 0 of nothing
   */
  public static double share(final long part, final long whole) {
    return whole == 0 ? 0 : (double) part / (double) whole;
  }

  /**
   * A ratio for a sentence.
   *
   * @param ratio 0 or more
   * @return with one decimal; what is not nothing isn't called 0.0 %
   */
  public static String percent(final double ratio) {
    final double percent = 100 * ratio;
    return ratio > 0 && percent < LEAST_PERCENT
        ? "<0.1 %"
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }
}
