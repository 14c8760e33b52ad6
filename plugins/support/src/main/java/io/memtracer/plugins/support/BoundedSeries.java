package io.memtracer.plugins.support;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Figures of consecutive windows, kept as a limited number of points: when there are too many,
 * neighbours are merged, so that each point stands for twice as many windows. A point knows the sum
 * and the maximum of its windows.
 *
 * <p>Windows are numbered from the start of the trace, and point n stands for the windows whose
 * number divided by the windows of a point is n: so a series that begins in the middle of a trace
 * can be joined to the one before it, and nothing tells the two from one that saw it all.
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
  private long firstPoint;
  private long nextWindow;
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
   * The same series, that can be added to without changing this one.
   *
   * @return a copy
   */
  public BoundedSeries copy() {
    final BoundedSeries copy = new BoundedSeries(sums.length, maxPoints);
    for (int line = 0; line < sums.length; line++) {
      System.arraycopy(sums[line], 0, copy.sums[line], 0, points);
      System.arraycopy(maxima[line], 0, copy.maxima[line], 0, points);
    }
    System.arraycopy(ends, 0, copy.ends, 0, points);
    System.arraycopy(windows, 0, copy.windows, 0, points);
    copy.windowsPerPoint = windowsPerPoint;
    copy.firstPoint = firstPoint;
    copy.nextWindow = nextWindow;
    copy.points = points;
    return copy;
  }

  /**
   * Says which window will be the first, if that isn't the trace's.
   *
   * @param window its number; there is none yet
   */
  public void startAt(final long window) {
    nextWindow = window;
    firstPoint = window;
  }

  /**
   * Appends a window.
   *
   * @param end position at which it ends, beyond the previous one
   * @param figures one for each line
   */
  public void add(final long end, final long... figures) {
    reachPointOf(nextWindow);
    put(end, 1, figures, figures);
    nextWindow++;
  }

  /**
   * Appends the last window, as a point of its own because it is shorter than the others.
   *
   * @param end position at which it ends, beyond the previous one
   * @param figures one for each line
   */
  public void addPartial(final long end, final long... figures) {
    if (points == maxPoints) {
      halve();
    }
    startPoint();
    put(end, 1, figures, figures);
  }

  /**
   * Adds to the sum of a window that is there. Of its point the maximum isn't known afterwards.
   *
   * @param window its number
   * @param line 0 to lines - 1
   * @param more what to add
   */
  public void addTo(final long window, final int line, final long more) {
    sums[line][(int) (window / windowsPerPoint - firstPoint)] += more;
  }

  /**
   * How many windows a point stands for; the first and the last one may stand for fewer.
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

  /**
   * Writes the series down.
   *
   * @param out where to
   * @throws IOException if that can't be written to
   */
  public void save(final DataOutput out) throws IOException {
    out.writeLong(windowsPerPoint);
    out.writeLong(firstPoint);
    out.writeLong(nextWindow);
    out.writeInt(points);
    for (int i = 0; i < points; i++) {
      out.writeLong(ends[i]);
      out.writeLong(windows[i]);
      for (int line = 0; line < sums.length; line++) {
        out.writeLong(sums[line][i]);
        out.writeLong(maxima[line][i]);
      }
    }
  }

  /**
   * Reads a series of as many lines and points at most.
   *
   * @param in what {@link #save} wrote
   * @return another series
   * @throws IOException if that can't be read
   */
  public BoundedSeries read(final DataInput in) throws IOException {
    final BoundedSeries read = new BoundedSeries(sums.length, maxPoints);
    read.windowsPerPoint = in.readLong();
    read.firstPoint = in.readLong();
    read.nextWindow = in.readLong();
    read.points = in.readInt();
    for (int i = 0; i < read.points; i++) {
      read.ends[i] = in.readLong();
      read.windows[i] = in.readLong();
      for (int line = 0; line < sums.length; line++) {
        read.sums[line][i] = in.readLong();
        read.maxima[line][i] = in.readLong();
      }
    }
    return read;
  }

  /**
   * Appends the windows of another series.
   *
   * @param next the one whose first window is the next here; changed
   */
  public void append(final BoundedSeries next) {
    if (next.points == 0) {
      return;
    }
    while (next.windowsPerPoint < windowsPerPoint) {
      next.halve();
    }
    while (windowsPerPoint < next.windowsPerPoint) {
      halve();
    }
    for (int i = 0; i < next.points; i++) {
      reachPointOf((next.firstPoint + i) * next.windowsPerPoint);
      final long[] sum = new long[sums.length];
      final long[] maximum = new long[sums.length];
      for (int line = 0; line < sums.length; line++) {
        sum[line] = next.sums[line][i];
        maximum[line] = next.maxima[line][i];
      }
      put(next.ends[i], next.windows[i], sum, maximum);
    }
    nextWindow = next.nextWindow;
  }

  /**
   * Adds to each sum what another series has there. Of maxima nothing is known afterwards.
   *
   * @param other one of the same windows
   * @param lines how many of the figures, from the first on
   */
  public void addSums(final BoundedSeries other, final int lines) {
    if (other.points != points || other.windowsPerPoint != windowsPerPoint) {
      throw new IllegalArgumentException(
          "%d points of %d windows each can't be added to %d of %d"
              .formatted(other.points, other.windowsPerPoint, points, windowsPerPoint));
    }
    for (int line = 0; line < lines; line++) {
      for (int point = 0; point < points; point++) {
        sums[line][point] += other.sums[line][point];
      }
    }
  }

  /** Makes the last point the one of this window, which is there or is the next. */
  private void reachPointOf(final long window) {
    if (window / windowsPerPoint == firstPoint + points && points == maxPoints) {
      halve();
    }
    if (window / windowsPerPoint == firstPoint + points) {
      startPoint();
    }
  }

  private void startPoint() {
    for (int line = 0; line < sums.length; line++) {
      sums[line][points] = 0;
      maxima[line][points] = Long.MIN_VALUE;
    }
    windows[points] = 0;
    points++;
  }

  private void put(final long end, final long windowsMore, final long[] sum, final long[] maximum) {
    final int point = points - 1;
    for (int line = 0; line < sums.length; line++) {
      sums[line][point] += sum[line];
      maxima[line][point] = Math.max(maxima[line][point], maximum[line]);
    }
    windows[point] += windowsMore;
    ends[point] = end;
  }

  /** Each point takes the next one in, but one whose number is odd has joined the one before. */
  private void halve() {
    final long newFirst = firstPoint / 2;
    int last = -1;
    for (int i = 0; i < points; i++) {
      final int to = (int) ((firstPoint + i) / 2 - newFirst);
      for (int line = 0; line < sums.length; line++) {
        final long[] sum = sums[line];
        final long[] most = maxima[line];
        sum[to] = to == last ? sum[to] + sum[i] : sum[i];
        most[to] = to == last ? Math.max(most[to], most[i]) : most[i];
      }
      windows[to] = to == last ? windows[to] + windows[i] : windows[i];
      ends[to] = ends[i];
      last = to;
    }
    points = last + 1;
    firstPoint = newFirst;
    windowsPerPoint *= 2;
  }
}
