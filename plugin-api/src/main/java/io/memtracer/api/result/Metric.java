package io.memtracer.api.result;

import java.util.Objects;

/**
 * One figure.
 *
 * @param key name for scripts
 * @param label what it is, for people
 * @param value a {@link Long} or a {@link Double}, not infinite and not NaN; other numbers become
 *     one of these
 * @param unit what it counts
 */
public record Metric(String key, String label, Number value, Unit unit) implements Item {

  public Metric {
    Keys.requireKey(key);
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(unit, "unit");
    value = (Number) Values.normal("the value of metric " + key, value);
  }

  /**
   * A whole number.
   *
   * @param key name for scripts
   * @param label what it is, for people
   * @param value the figure
   * @param unit what it counts
   * @return the metric
   */
  public static Metric of(final String key, final String label, final long value, final Unit unit) {
    return new Metric(key, label, value, unit);
  }

  /**
   * A fraction.
   *
   * @param key name for scripts
   * @param label what it is, for people
   * @param value the figure
   * @param unit what it counts
   * @return the metric
   */
  public static Metric of(
      final String key, final String label, final double value, final Unit unit) {
    return new Metric(key, label, value, unit);
  }
}
