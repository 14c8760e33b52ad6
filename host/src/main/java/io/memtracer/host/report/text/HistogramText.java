package io.memtracer.host.report.text;

import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Harmless;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A histogram as a bar for each bucket. Of many buckets only the fullest are shown, and what the
 * rest holds together: JSON has them all. Where neighbours aren't, a line of dots says so.
 */
final class HistogramText {

  private static final int BAR_MIN = 8;
  private static final int MAX_BUCKETS = 24;

  /** Where a range is missing because nothing fell in it, or too little to be shown. */
  private static final String GAP = "...";

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
    if (histogram.buckets().isEmpty() && histogram.outside().isEmpty()) {
      return List.of(" ".repeat(indent) + "(no values)");
    }
    final long total = total(histogram);
    final List<Bucket> shown = fullest(histogram.buckets());
    final List<Long> counts = new ArrayList<>();
    final Columns figures =
        new Columns(style, new boolean[] {true, true, true}, new boolean[] {false, false, false});
    Bucket before = null;
    for (final Bucket bucket : shown) {
      if (before != null && isGap(histogram.buckets(), before, bucket)) {
        figures.add(GAP, "", "");
        counts.add(0L);
      }
      figures.add(cells(range(histogram, bucket), bucket.count(), total, histogram));
      counts.add(bucket.count());
      before = bucket;
    }
    for (final Histogram.Outside outside : histogram.outside()) {
      figures.add(cells(Harmless.line(outside.label()), outside.count(), total, histogram));
      counts.add(outside.count());
    }
    final int others = histogram.buckets().size() - shown.size();
    if (others > 0) {
      final long count = total - counts.stream().mapToLong(Long::longValue).sum();
      figures.add(cells(others + " more ranges", count, total, histogram));
    }
    return withBars(figures.lines(indent), counts);
  }

  /**
   * Whether something lies between two ranges: one that isn't shown, or so much room that ranges
   * which double leave one out.
   */
  private static boolean isGap(
      final List<Bucket> buckets, final Bucket before, final Bucket bucket) {
    if (before.high() + 1 == bucket.low()) {
      return false;
    }
    final long above = Math.max(1, before.high());
    final long below = Math.min(-1, bucket.low());
    final boolean doubled = bucket.low() > 0 && bucket.low() / 2 <= above;
    final boolean halved = before.high() < 0 && before.high() / 2 >= below;
    return buckets.indexOf(bucket) - buckets.indexOf(before) > 1 || !(doubled || halved);
  }

  private static long total(final Histogram histogram) {
    return histogram.buckets().stream().mapToLong(Bucket::count).sum()
        + histogram.outside().stream().mapToLong(Histogram.Outside::count).sum();
  }

  private String[] cells(
      final String what, final long count, final long total, final Histogram histogram) {
    final double share = total == 0 ? 0 : (double) count / total;
    return new String[] {
      what, quantity.cell(count, histogram.countUnit()), Quantity.percent(share)
    };
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

  private List<String> withBars(final List<String> figures, final List<Long> counts) {
    int widest = 0;
    for (final String line : figures) {
      widest = Math.max(widest, Columns.length(line));
    }
    final long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    final int room = Math.max(BAR_MIN, style.readableWidth() - widest - 2);
    final List<String> lines = new ArrayList<>(figures.size());
    for (int i = 0; i < figures.size(); i++) {
      final double share = i >= counts.size() || most == 0 ? 0 : (double) counts.get(i) / most;
      lines.add((figures.get(i) + "  " + style.accent(bars.across(share, room))).stripTrailing());
    }
    return lines;
  }

  private String range(final Histogram histogram, final Bucket bucket) {
    final String low = quantity.cell(bucket.low(), histogram.valueUnit());
    if (bucket.low() == bucket.high()) {
      return low;
    }
    if (histogram.valueUnit().equals(Unit.BYTES)
        && bucket.high() >= SCALED
        && bucket.high() < Long.MAX_VALUE) {
      return low + " to <" + quantity.cell(bucket.high() + 1, histogram.valueUnit());
    }
    return low + " to " + quantity.cell(bucket.high(), histogram.valueUnit());
  }
}
