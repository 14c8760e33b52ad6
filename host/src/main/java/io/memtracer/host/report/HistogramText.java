package io.memtracer.host.report;

import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.List;

/** A histogram as a bar for each bucket. */
final class HistogramText {

  private static final int BAR_MIN = 8;

  /** From here on bytes are rounded, and 8191 would read as 8 KiB. */
  private static final int SCALED = 1023;

  private final TextStyle style;
  private final Quantity quantity;
  private final Bars bars;

  HistogramText(final TextStyle style) {
    this.style = style;
    quantity = new Quantity(style);
    bars = new Bars(style);
  }

  List<String> lines(final Histogram histogram, final int indent) {
    long most = 0;
    double total = 0;
    for (final Bucket bucket : histogram.buckets()) {
      most = Math.max(most, bucket.count());
      total += bucket.count();
    }
    final Columns figures =
        new Columns(style, new boolean[] {true, true, true}, new boolean[] {false, false, false});
    for (final Bucket bucket : histogram.buckets()) {
      figures.add(
          range(histogram, bucket),
          quantity.cell(bucket.count(), histogram.countUnit()),
          Quantity.percent(total == 0 ? 0 : bucket.count() / total));
    }
    return withBars(figures.lines(indent), histogram.buckets(), most);
  }

  private List<String> withBars(
      final List<String> figures, final List<Bucket> buckets, final long most) {
    int widest = 0;
    for (final String line : figures) {
      widest = Math.max(widest, Columns.length(line));
    }
    final int room = Math.max(BAR_MIN, style.width() - widest - 2);
    final List<String> lines = new ArrayList<>(figures.size());
    for (int i = 0; i < figures.size(); i++) {
      final double share = most == 0 ? 0 : (double) buckets.get(i).count() / most;
      lines.add((figures.get(i) + "  " + style.accent(bars.across(share, room))).stripTrailing());
    }
    return lines;
  }

  private String range(final Histogram histogram, final Bucket bucket) {
    final String low = quantity.cell(bucket.low(), histogram.valueUnit());
    if (bucket.low() == bucket.high()) {
      return low;
    }
    if (histogram.valueUnit() == Unit.BYTES
        && bucket.high() >= SCALED
        && bucket.high() < Long.MAX_VALUE) {
      return low + " to <" + quantity.cell(bucket.high() + 1, histogram.valueUnit());
    }
    return low + " to " + quantity.cell(bucket.high(), histogram.valueUnit());
  }
}
