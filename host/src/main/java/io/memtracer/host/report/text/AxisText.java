package io.memtracer.host.report.text;

import io.memtracer.api.result.Axis;
import io.memtracer.host.report.Harmless;

/** What stands below a chart. */
final class AxisText {

  private AxisText() {}

  /** The first and the last position at the ends, and between them what they are. */
  static String between(final Axis axis, final String first, final String last, final int width) {
    final String log = axis.scale() == Axis.Scale.LOG ? " (log scale)" : "";
    final String label = Harmless.line(axis.label()) + log;
    final int gap = width - Columns.length(first) - Columns.length(last);
    if (first.equals(last) || gap < Columns.length(label) + 2) {
      return first.equals(last) ? label + " " + first : label + " " + first + " to " + last;
    }
    final int left = (gap - Columns.length(label)) / 2;
    final int right = gap - Columns.length(label) - left;
    return first + " ".repeat(left) + label + " ".repeat(right) + last;
  }
}
