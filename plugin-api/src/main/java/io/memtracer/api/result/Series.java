package io.memtracer.api.result;

import java.util.List;
import java.util.Objects;

/**
 * Values over the course of a run, one or more lines over a common x axis.
 *
 * @param key name for scripts
 * @param title heading for people
 * @param xLabel what x is
 * @param xUnit what x counts
 * @param yUnit what the values count
 * @param x positions, ascending
 * @param lines the lines, each with a value for every position; their keys differ
 */
public record Series(
    String key, String title, String xLabel, Unit xUnit, Unit yUnit, List<Long> x, List<Line> lines)
    implements Item {

  /**
   * One line of a series.
   *
   * @param key name for scripts
   * @param label name for people
   * @param values a finite value for every position
   */
  public record Line(String key, String label, List<Double> values) {

    public Line {
      Keys.requireKey(key);
      Objects.requireNonNull(label, "label");
      values = List.copyOf(values);
      values.forEach(Values::requireValue);
    }
  }

  public Series {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(xLabel, "xLabel");
    Objects.requireNonNull(xUnit, "xUnit");
    Objects.requireNonNull(yUnit, "yUnit");
    x = List.copyOf(x);
    lines = List.copyOf(lines);
    Keys.requireDistinct("lines of series " + key, lines.stream().map(Line::key).toList());
    for (int i = 1; i < x.size(); i++) {
      if (x.get(i) <= x.get(i - 1)) {
        throw new IllegalArgumentException(
            "x must ascend, but " + x.get(i) + " follows " + x.get(i - 1));
      }
    }
    for (final Line line : lines) {
      if (line.values().size() != x.size()) {
        throw new IllegalArgumentException(
            "line "
                + line.key()
                + " must have "
                + x.size()
                + " values, but has "
                + line.values().size());
      }
    }
  }
}
