package io.memtracer.host.report;

import io.memtracer.api.result.Unit;

/**
 * A number in a report, and where it is.
 *
 * @param path such as {@code kernel-user-split/split/by-mode/user/loads}: label, section, metric;
 *     or label, section, table, row, column; or label, section, histogram, range
 * @param value a {@link Long} or a {@link Double}
 * @param unit what it counts
 */
public record Figure(String path, Number value, Unit unit) {

  private static final double FRACTIONS_AGREE = 1e-6;

  /** Whether a key means this figure: it is the path, or the end of it after a slash. */
  boolean isMeantBy(final String key) {
    return path.equals(key) || path.endsWith("/" + key);
  }

  /**
   * Whether both are the same number. Whole numbers must be equal; where one is a fraction, a
   * millionth part of difference is what printing takes away.
   */
  boolean agreesWith(final Figure other) {
    if (value instanceof Long mine && other.value instanceof Long theirs) {
      return mine.equals(theirs);
    }
    final double mine = value.doubleValue();
    final double theirs = other.value.doubleValue();
    return Math.abs(mine - theirs) <= FRACTIONS_AGREE * Math.max(Math.abs(mine), Math.abs(theirs));
  }
}
