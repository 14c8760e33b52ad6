package io.memtracer.api.result;

import java.util.Objects;

/**
 * What a direction of a picture stands for.
 *
 * @param label what is measured, for people
 * @param unit what it counts
 * @param scale how distances are drawn
 */
public record Axis(String label, Unit unit, Scale scale) {

  /** How distances are drawn. */
  public enum Scale {
    /** Equal differences are equally far apart. */
    LINEAR,
    /** Equal ratios are equally far apart; for sizes. What is 0 or below stands at the edge. */
    LOG
  }

  public Axis {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(scale, "scale");
  }

  /**
   * An axis with equal differences equally far apart.
   *
   * @param label what is measured, for people
   * @param unit what it counts
   * @return the axis
   */
  public static Axis linear(final String label, final Unit unit) {
    return new Axis(label, unit, Scale.LINEAR);
  }

  /**
   * An axis with equal ratios equally far apart.
   *
   * @param label what is measured, for people
   * @param unit what it counts
   * @return the axis
   */
  public static Axis log(final String label, final Unit unit) {
    return new Axis(label, unit, Scale.LOG);
  }
}
