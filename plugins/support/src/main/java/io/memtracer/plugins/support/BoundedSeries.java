package io.memtracer.plugins.support;

import java.util.Arrays;

/**
 * Figures of consecutive windows, kept as a limited number of points: when there are too many,
 * neighbours are merged, so that each point stands for twice as many windows. A point knows the sum
 * and the maximum of its windows.
 *
 * <p>Its memory is allocated at once and doesn't grow. Not thread-safe.
 */
public final class BoundedSeries {

  private final int maxPoints;
  private final long[][] sums;
  private final long[][] maxima;
  private final long[] ends;
  private final long[] windows;
  private long windowsPerPoint = 1;
  private int points;

  /**
   * Makes an empty series.
   *
   * @param lines how many figures a window has
   * @param maxPoints even, at least 2
   */
  public BoundedSeries(final int lines, final int maxPoints) {
    this.maxPoints = maxPoints;
    sums = new long[lines][maxPoints];
    maxima = new long[lines][maxPoints];
    ends = new long[maxPoints];
    windows = new long[maxPoints];
  }

  /**
   * Appends a window.
   *
   * @param end position at which it ends, beyond the previous one
   * @param figures one for each line
   */
  public void add(final long end, final long... figures) {
    if (points == 0 || windows[points - 1] == windowsPerPoint) {
      startPoint();
    }
    put(end, figures);
  }

  /**
   * Appends the last window, as a point of its own because it is shorter than the others.
   *
   * @param end position at which it ends, beyond the previous one
   * @param figures one for each line
   */
  public void addPartial(final long end, final long... figures) {
    startPoint();
    put(end, figures);
  }

  /**
   * How many windows a point stands for; the last one may stand for fewer.
   *
   * @return a power of two
   */
  public long windowsPerPoint() {
    return windowsPerPoint;
  }

  /**
   * Where the points end.
   *
   * @return positions, ascending
   */
  public long[] ends() {
    return Arrays.copyOf(ends, points);
  }

  /**
   * What a line's windows add up to.
   *
   * @param line 0 to lines - 1
   * @return a sum for each point
   */
  public long[] sums(final int line) {
    return Arrays.copyOf(sums[line], points);
  }

  /**
   * The mean of a line's windows.
   *
   * @param line 0 to lines - 1
   * @return a mean for each point
   */
  public double[] means(final int line) {
    final double[] means = new double[points];
    for (int i = 0; i < points; i++) {
      means[i] = (double) sums[line][i] / windows[i];
    }
    return means;
  }

  /**
   * The largest of a line's windows.
   *
   * @param line 0 to lines - 1
   * @return a maximum for each point
   */
  public double[] maxima(final int line) {
    return Arrays.stream(maxima[line], 0, points).asDoubleStream().toArray();
  }

  private void startPoint() {
    if (points == maxPoints) {
      halve();
    }
    for (int line = 0; line < sums.length; line++) {
      sums[line][points] = 0;
      maxima[line][points] = Long.MIN_VALUE;
    }
    windows[points] = 0;
    points++;
  }

  private void put(final long end, final long... figures) {
    final int point = points - 1;
    for (int line = 0; line < sums.length; line++) {
      sums[line][point] += figures[line];
      maxima[line][point] = Math.max(maxima[line][point], figures[line]);
    }
    windows[point]++;
    ends[point] = end;
  }

  private void halve() {
    points = maxPoints / 2;
    windowsPerPoint *= 2;
    for (int i = 0; i < points; i++) {
      for (int line = 0; line < sums.length; line++) {
        sums[line][i] = sums[line][2 * i] + sums[line][2 * i + 1];
        maxima[line][i] = Math.max(maxima[line][2 * i], maxima[line][2 * i + 1]);
      }
      ends[i] = ends[2 * i + 1];
      windows[i] = windows[2 * i] + windows[2 * i + 1];
    }
  }
}
