package io.memtracer.host.report;

import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A histogram as a bar for each bucket. Of many buckets only the fullest are shown, and what the
 * rest holds together: JSON has them all.
 */
final class HistogramText {

  private static final int BAR_MIN = 8;
  private static final int MAX_BUCKETS = 12;

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
    long total = 0;
    for (final Bucket bucket : histogram.buckets()) {
      most = Math.max(most, bucket.count());
      total += bucket.count();
    }
    final Columns figures =
        new Columns(style, new boolean[] {true, true, true}, new boolean[] {false, false, false});
    final List<Bucket> shown = fullest(histogram.buckets());
    long shownCount = 0;
    for (final Bucket bucket : shown) {
      shownCount += bucket.count();
      figures.add(
          range(histogram, bucket),
          quantity.cell(bucket.count(), histogram.countUnit()),
          Quantity.percent(total == 0 ? 0 : (double) bucket.count() / total));
    }
    final int others = histogram.buckets().size() - shown.size();
    if (others > 0) {
      final long othersCount = total - shownCount;
      figures.add(
          others + " more ranges",
          quantity.cell(othersCount, histogram.countUnit()),
          Quantity.percent((double) othersCount / total));
    }
    return withBars(figures.lines(indent), shown, most);
  }

  private static List<Bucket> fullest(final List<Bucket> buckets) {
    if (buckets.size() <= MAX_BUCKETS) {
      return buckets;
    }
    return buckets.stream()
        .sorted(Comparator.comparingLong(Bucket::count).reversed())
        .limit(MAX_BUCKETS)
        .sorted(Comparator.comparingLong(Bucket::low))
        .toList();
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
      if (i >= buckets.size()) {
        lines.add(figures.get(i).stripTrailing());
        continue;
      }
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
