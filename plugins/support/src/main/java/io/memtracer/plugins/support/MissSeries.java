package io.memtracer.plugins.support;

import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Unit;
import java.util.Arrays;
import java.util.List;

/** Misses of each level in windows of the trace, by user and by kernel code. Not thread-safe. */
public final class MissSeries {

  private static final int POINTS = 2048;
  private static final double PER = 1000;

  private final List<long[]> misses;
  private final int levels;
  private final long window;

  /** Of each level the user's and the kernel's misses, and at the end the accesses. */
  private final BoundedSeries series;

  private final long[] before;
  private final long[] figures;
  private long inWindow;

  /**
   * Makes an empty series.
   *
   * @param misses for each level the counters that are looked at, one for each of the {@link Kinds}
   *     at least
   * @param window accesses in a window
   */
  public MissSeries(final List<long[]> misses, final long window) {
    this.misses = List.copyOf(misses);
    this.window = window;
    levels = misses.size();
    before = new long[2 * levels];
    figures = new long[2 * levels + 1];
    series = new BoundedSeries(figures.length, POINTS);
  }

  private MissSeries(final MissSeries other) {
    misses = other.misses;
    window = other.window;
    levels = other.levels;
    before = other.before.clone();
    figures = new long[other.figures.length];
    series = other.series.copy();
    inWindow = other.inWindow;
  }

  /**
   * The series as if the trace ended here, while this one goes on.
   *
   * @param position how many accesses there were
   * @return another one
   */
  public MissSeries endedAt(final long position) {
    final MissSeries ended = new MissSeries(this);
    ended.end(position);
    return ended;
  }

  /**
   * How much fits into the window that is begun.
   *
   * @return accesses, at least 1
   */
  public long left() {
    return window - inWindow;
  }

  /**
   * Goes on, at most to the end of the window.
   *
   * @param accesses how far
   * @param position how many there were in all now
   */
  public void advance(final int accesses, final long position) {
    inWindow += accesses;
    if (inWindow == window) {
      measure();
      series.add(position, figures);
    }
  }

  /**
   * Adds the misses of others in the same windows. Their counters are to be added to those that are
   * looked at here, before or afterwards.
   *
   * @param other as far as this one
   */
  public void add(final MissSeries other) {
    series.addSums(other.series, before.length);
    Arrays.setAll(before, figure -> before[figure] + other.before[figure]);
  }

  private void end(final long position) {
    if (inWindow > 0) {
      measure();
      series.addPartial(position, figures);
    }
  }

  private void measure() {
    for (int level = 0; level < levels; level++) {
      take(2 * level, Kinds.Part.USER.all(misses.get(level)));
      take(2 * level + 1, Kinds.Part.KERNEL.all(misses.get(level)));
    }
    figures[2 * levels] = inWindow;
    inWindow = 0;
  }

  private void take(final int figure, final long total) {
    figures[figure] = total - before[figure];
    before[figure] = total;
  }

  /**
   * The misses of a level in a thousand accesses of all code.
   *
   * @param level its index
   * @param key name for scripts
   * @param name what people call the level
   * @return lines for user and kernel
   */
  public Series of(final int level, final String key, final String name) {
    final String title = "Misses of " + name + " in 1,000 accesses";
    return Series.builder(
            key,
            title,
            Axis.linear("accesses so far", Unit.ACCESSES),
            Axis.linear(title, Unit.NONE),
            series.ends())
        .line("user", "user", perThousand(series.sums(2 * level)))
        .line("kernel", "kernel", perThousand(series.sums(2 * level + 1)))
        .build();
  }

  private double[] perThousand(final long[] missed) {
    final long[] accesses = series.sums(2 * levels);
    final double[] rates = new double[missed.length];
    Arrays.setAll(rates, i -> missed[i] * PER / accesses[i]);
    return rates;
  }
}
