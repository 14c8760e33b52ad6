package io.memtracer.plugins.cache;

import io.memtracer.plugins.support.BoundedSeries;
import io.memtracer.plugins.support.Kinds;
import java.util.Arrays;

/** Misses of each level in windows of the trace, by user and by kernel code. */
final class MissSeries {

  private static final int POINTS = 2048;
  private static final double PER = 1000;

  private final Hierarchy hierarchy;
  private final int levels;
  private final long window;

  /** Of each level the user's and the kernel's misses, and at the end the accesses. */
  private final BoundedSeries series;

  private final long[] before;
  private final long[] figures;
  private long inWindow;

  MissSeries(final Hierarchy hierarchy, final long window) {
    this.hierarchy = hierarchy;
    this.window = window;
    levels = hierarchy.specs().size();
    before = new long[2 * levels];
    figures = new long[2 * levels + 1];
    series = new BoundedSeries(figures.length, POINTS);
  }

  /** How many accesses fit into the window that is begun. */
  long left() {
    return window - inWindow;
  }

  /**
   * Goes on, at most to the end of the window.
   *
   * @param accesses how far
   * @param position how many there were in all now
   */
  void advance(final int accesses, final long position) {
    inWindow += accesses;
    if (inWindow == window) {
      measure();
      series.add(position, figures);
    }
  }

  /** The trace ends. */
  void end(final long position) {
    if (inWindow > 0) {
      measure();
      series.addPartial(position, figures);
    }
  }

  private void measure() {
    for (int level = 0; level < levels; level++) {
      final long[] misses = hierarchy.counts(level).misses;
      take(2 * level, Kinds.Part.USER.all(misses));
      take(2 * level + 1, Kinds.Part.KERNEL.all(misses));
    }
    figures[2 * levels] = inWindow;
    inWindow = 0;
  }

  private void take(final int figure, final long total) {
    figures[figure] = total - before[figure];
    before[figure] = total;
  }

  long[] ends() {
    return series.ends();
  }

  /** The user's misses of a level in a thousand accesses of all code. */
  double[] user(final int level) {
    return perThousand(series.sums(2 * level));
  }

  /** The kernel's misses of a level in a thousand accesses of all code. */
  double[] kernel(final int level) {
    return perThousand(series.sums(2 * level + 1));
  }

  private double[] perThousand(final long[] misses) {
    final long[] accesses = series.sums(2 * levels);
    final double[] rates = new double[misses.length];
    Arrays.setAll(rates, i -> misses[i] * PER / accesses[i]);
    return rates;
  }
}
