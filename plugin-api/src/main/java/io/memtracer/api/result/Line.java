package io.memtracer.api.result;

import java.util.List;
import java.util.Objects;

/**
 * One line of a {@link Series} or a {@link Curve}.
 *
 * @param key name for scripts
 * @param label name for people
 * @param values a finite value for every position
 */
public record Line(String key, String label, List<Double> values) {

  public Line {
    Keys.requireKey(key);
    Objects.requireNonNull(label, "label");
    values = Doubles.copyOf(values);
    Doubles.requireFinite("the values of line " + key, values);
  }

  /**
   * A line from an array.
   *
   * @param key name for scripts
   * @param label name for people
   * @param values a finite value for every position
   * @return the line
   */
  public static Line of(final String key, final String label, final double... values) {
    return new Line(key, label, Doubles.of(values));
  }

  static void requireLengths(final String item, final List<Line> lines, final int positions) {
    Keys.requireDistinct("lines of " + item, lines.stream().map(Line::key).toList());
    for (final Line line : lines) {
      if (line.values().size() != positions) {
        throw new IllegalArgumentException(
            "line "
                + line.key()
                + " of "
                + item
                + " must have "
                + positions
                + " values, but has "
                + line.values().size());
      }
    }
  }
}
