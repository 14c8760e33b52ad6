package io.memtracer.api.result;

import java.util.List;
import java.util.Objects;

/**
 * How something depends on something else, such as a miss ratio on the size of a cache: one or more
 * lines over common positions, drawn into one picture.
 *
 * @param key name for scripts
 * @param title heading for people
 * @param xAxis what x is
 * @param yAxis what the values are
 * @param x positions, finite and ascending
 * @param lines the lines, each with a value for every position; their keys differ
 */
public record Curve(
    String key, String title, Axis xAxis, Axis yAxis, List<Double> x, List<Line> lines)
    implements Item {

  public Curve {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(xAxis, "xAxis");
    Objects.requireNonNull(yAxis, "yAxis");
    x = Doubles.copyOf(x);
    lines = List.copyOf(lines);
    Doubles.requireFinite("x of curve " + key, x);
    for (int i = 1; i < x.size(); i++) {
      if (x.get(i) <= x.get(i - 1)) {
        throw new IllegalArgumentException(
            "x of curve " + key + " must ascend, but " + x.get(i) + " follows " + x.get(i - 1));
      }
    }
    Line.requireLengths("curve " + key, lines, x.size());
  }

  /**
   * A curve from an array.
   *
   * @param key name for scripts
   * @param title heading for people
   * @param xAxis what x is
   * @param yAxis what the values are
   * @param x positions, finite and ascending
   * @param lines the lines
   * @return the curve
   */
  public static Curve of(
      final String key,
      final String title,
      final Axis xAxis,
      final Axis yAxis,
      final double[] x,
      final Line... lines) {
    return new Curve(key, title, xAxis, yAxis, Doubles.of(x), List.of(lines));
  }
}
