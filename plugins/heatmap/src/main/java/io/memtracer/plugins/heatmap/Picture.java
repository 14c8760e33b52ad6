package io.memtracer.plugins.heatmap;

import io.memtracer.api.result.Axis;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What code of one mode accessed when. */
final class Picture {

  private final SomeLines some;
  private final TimeAxis time;
  private final Touched touched;
  private final Folding folding;
  private final List<Region> regions = new ArrayList<>();

  Picture(final Shape shape, final Grid grid, final SomeLines some, final int mode) {
    this.some = some;
    time = grid.time();
    touched = new Touched(grid.blocks(), mode);
    folding =
        new Folding(
            touched.numbers(), shape.rows(), Math.max(1, shape.foldBytes() / touched.blockBytes()));
    folding.regions().forEach(region -> regions.add(region(region)));
  }

  /** By address. */
  List<Region> regions() {
    return regions;
  }

  Optional<Region> busiest() {
    return regions.stream().max(Comparator.comparingLong(Region::accesses));
  }

  long accesses() {
    return regions.stream().mapToLong(Region::accesses).sum();
  }

  /** How many blocks were accessed. */
  int blocks() {
    return touched.size();
  }

  private Region region(final Span span) {
    int from = -1;
    int last = -1;
    for (int column = 0; column < time.columns(); column++) {
      if (touched.accesses(span, column) > 0) {
        from = from < 0 ? column : from;
        last = column;
      }
    }
    return new Region(
        touched.first(span),
        touched.last(span),
        span.size() * touched.blockBytes(),
        some.estimate(touched.totals(span)),
        time.begin(from),
        Math.min(time.begin(last + 1), time.end()));
  }

  HeatMap map(final String key, final String title) {
    final List<Span> rows = folding.rows();
    final long[] x = new long[time.columns()];
    for (int column = 0; column < x.length; column++) {
      x[column] = time.begin(column);
    }
    final long[] y = new long[rows.size()];
    final double[] values = new double[rows.size() * x.length];
    for (int row = 0; row < y.length; row++) {
      y[row] = touched.first(rows.get(row));
      for (int column = 0; column < x.length; column++) {
        final long counted = touched.accesses(rows.get(row), column);
        values[row * x.length + column] = Math.rint(some.whole(counted));
      }
    }
    return HeatMap.of(
            key,
            title,
            Axis.linear("accesses so far", Unit.ACCESSES),
            Axis.linear("address", Unit.DATA_ADDRESS),
            Unit.ACCESSES,
            x,
            y,
            values)
        .folded(ends(rows));
  }

  /** In a region a row reaches to the next one; its last row ends with the last block. */
  private long[] ends(final List<Span> rows) {
    final long[] ends = new long[rows.size()];
    int region = 0;
    for (int row = 0; row < ends.length; row++) {
      final boolean isLast = rows.get(row).to() == folding.regions().get(region).to();
      ends[row] = isLast ? touched.last(rows.get(row)) : touched.first(rows.get(row + 1)) - 1;
      region += isLast ? 1 : 0;
    }
    return ends;
  }
}
