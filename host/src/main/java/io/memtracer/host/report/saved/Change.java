package io.memtracer.host.report.saved;

import io.memtracer.api.result.Unit;

/**
 * A figure before and after.
 *
 * @param path where it is in the reports
 * @param unit what it counts
 * @param before in the runs before
 * @param after in those after
 */
public record Change(String path, Unit unit, Spread before, Spread after) {

  /** By which part of what it was before: 0.5 is half more. Infinite if there was nothing. */
  public double ratio() {
    return (after.median() - before.median()) / Math.abs(before.median());
  }

  /** How much that is, alike for twice and half; for order. */
  double weight() {
    final double was = Math.abs(before.median());
    final double is = Math.abs(after.median());
    return was == 0 || is == 0 ? Double.MAX_VALUE : Math.abs(Math.log(is / was));
  }

  /** Its largest value. */
  double size() {
    return Math.max(Math.abs(before.high()), Math.abs(after.high()));
  }
}
