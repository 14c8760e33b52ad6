package io.memtracer.api.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Values over the course of a run, one or more lines over a common x axis.
 *
 * @param key name for scripts
 * @param title heading for people
 * @param xAxis what x is
 * @param yAxis what the values are
 * @param x positions, ascending
 * @param lines the lines, each with a value for every position; their keys differ
 */
public record Series(
    String key, String title, Axis xAxis, Axis yAxis, List<Long> x, List<Line> lines)
    implements Item {

  public Series {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(xAxis, "xAxis");
    Objects.requireNonNull(yAxis, "yAxis");
    x = Longs.copyOf(x);
    lines = List.copyOf(lines);
    Longs.requireAscending("x of series " + key, x);
    Line.requireLengths("series " + key, lines, x.size());
  }

  /**
   * Starts a series whose lines are added one by one.
   *
   * @param key name for scripts
   * @param title heading for people
   * @param xAxis what x is
   * @param yAxis what the values are
   * @param x positions, ascending
   * @return a builder
   */
  public static Builder builder(
      final String key, final String title, final Axis xAxis, final Axis yAxis, final long... x) {
    return new Builder(key, title, xAxis, yAxis, Longs.of(x));
  }

  /** Puts a series together. */
  public static final class Builder {

    private final String key;
    private final String title;
    private final Axis xAxis;
    private final Axis yAxis;
    private final List<Long> x;
    private final List<Line> lines = new ArrayList<>();

    private Builder(
        final String key,
        final String title,
        final Axis xAxis,
        final Axis yAxis,
        final List<Long> x) {
      this.key = key;
      this.title = title;
      this.xAxis = xAxis;
      this.yAxis = yAxis;
      this.x = x;
    }

    /**
     * Adds a line.
     *
     * @param lineKey name for scripts
     * @param label name for people
     * @param values a finite value for every position
     * @return this
     */
    public Builder line(final String lineKey, final String label, final double... values) {
      lines.add(Line.of(lineKey, label, values));
      return this;
    }

    /**
     * The series.
     *
     * @return an immutable value
     */
    public Series build() {
      return new Series(key, title, xAxis, yAxis, x, lines);
    }
  }
}
