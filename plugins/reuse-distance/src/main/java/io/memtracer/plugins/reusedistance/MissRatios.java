package io.memtracer.plugins.reusedistance;

import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Line;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.Kinds;

/** The miss ratio by the size of the cache, as a curve and as a table of powers of two. */
final class MissRatios {

  static final String KEY = "miss-ratio";

  private final Figures figures;
  private final MissCurve total;
  private final MissCurve user;
  private final MissCurve kernel;

  /** The first and the last size, as ranges of {@link LogBuckets}. */
  private final int from;

  private final int to;

  MissRatios(final Figures figures) {
    this.figures = figures;
    total = figures.curve(Kinds.Part.TOTAL);
    user = figures.curve(Kinds.Part.USER);
    kernel = figures.curve(Kinds.Part.KERNEL);
    from = LogBuckets.of(Long.highestOneBit(2 * figures.smallest() - 1));
    to = Math.max(from, LogBuckets.of(Long.highestOneBit(2 * LogBuckets.low(total.enough()) - 1)));
  }

  MissCurve total() {
    return total;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  long bytes(final int size) {
    return LogBuckets.low(size) * figures.lineBytes();
  }

  double statedError() {
    return new SamplingError(figures).mean(from, to);
  }

  /** The size twice as large as another. */
  static int twice(final int size) {
    return LogBuckets.of(2 * LogBuckets.low(size));
  }

  Section section() {
    return Section.of(KEY, "Misses by the size of the cache", curve(), sizes());
  }

  private Curve curve() {
    final double[] x = new double[to - from + 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = (double) bytes(from + i);
    }
    return Curve.of(
        "curve",
        "Miss ratio of a fully associative LRU cache, by its size",
        Axis.log("size of the cache", Unit.BYTES),
        Axis.linear("miss ratio", Unit.RATIO),
        x,
        Line.of("total", "total", ratios(total)),
        Line.of("user", "user", ratios(user)),
        Line.of("kernel", "kernel", ratios(kernel)));
  }

  private double[] ratios(final MissCurve curve) {
    final double[] ratios = new double[to - from + 1];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = curve.ratio(from + i);
    }
    return ratios;
  }

  private Table sizes() {
    final Table.Builder table =
        Table.builder("sizes", "Miss ratio by the size of the cache")
            .column("size", "Size", Unit.BYTES)
            .column("lines", "Lines", Unit.LINES)
            .column("misses", "Misses", ReuseReport.REFERENCES)
            .column("total", "Total", Unit.RATIO)
            .column("user", "User", Unit.RATIO)
            .column("kernel", "Kernel", Unit.RATIO);
    for (int size = from; size <= to; size = twice(size)) {
      table
          .row()
          .cell(bytes(size))
          .cell(LogBuckets.low(size))
          .cell(Math.round(total.ratio(size) * total.references()))
          .cell(total.ratio(size))
          .cell(user.ratio(size))
          .cell(kernel.ratio(size));
    }
    return table.build();
  }
}
