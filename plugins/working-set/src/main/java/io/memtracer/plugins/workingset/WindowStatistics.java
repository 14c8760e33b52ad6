package io.memtracer.plugins.workingset;

import io.memtracer.plugins.support.BoundedSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is kept of the windows. Peak, mean and percentiles are about the whole ones; if there is
 * none because the trace is shorter than a window, about the partial one.
 */
final class WindowStatistics {

  private static final Who[] ALL = Who.values();

  private final BoundedSeries series;
  private final SizeCounts[] sizes = new SizeCounts[ALL.length];
  private final long[] pages = new long[ALL.length];
  private long whole;
  private long partialAccesses;
  private long partialPages;

  WindowStatistics(final BoundedSeries series) {
    this.series = series;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = new SizeCounts();
    }
  }

  void add(final long end, final long[] pagesByMark) {
    count(pagesByMark);
    addPages(end, pages);
  }

  /** Adds a window of which the pages of each of {@link Who} are known. */
  void addPages(final long end, final long[] pagesByWho) {
    whole++;
    series.add(end, pagesByWho);
    addSizes(pagesByWho);
  }

  void addPartial(final long end, final long accesses, final long[] pagesByMark) {
    count(pagesByMark);
    addPartialPages(end, accesses, pages);
  }

  /** The same of a window of which the pages of each of {@link Who} are known. */
  void addPartialPages(final long end, final long accesses, final long[] pagesByWho) {
    leftOver(accesses, pagesByWho[Who.TOTAL.index]);
    series.addPartial(end, pagesByWho);
    if (whole == 0) {
      addSizes(pagesByWho);
    }
  }

  /** Says what came after the last whole window. */
  void leftOver(final long accesses, final long pagesOfThese) {
    partialAccesses = accesses;
    partialPages = pagesOfThese;
  }

  /** Says that the first whole window will have this number in the trace. */
  void startAt(final long window) {
    series.startAt(window);
  }

  /** Writes down what is known of whole windows. */
  void save(final DataOutput out) throws IOException {
    out.writeLong(whole);
    for (final SizeCounts counts : sizes) {
      counts.save(out);
    }
    series.save(out);
  }

  /** Appends the whole windows that {@link #save} wrote, which come next. */
  void append(final DataInput in) throws IOException {
    whole += in.readLong();
    for (final SizeCounts counts : sizes) {
      counts.add(in);
    }
    series.append(series.read(in));
  }

  /** Passes over what {@link #save} wrote. */
  void skip(final DataInput in) throws IOException {
    in.readLong();
    for (int i = 0; i < sizes.length; i++) {
      new SizeCounts().add(in);
    }
    series.read(in);
  }

  private void count(final long[] pagesByMark) {
    for (int i = 0; i < pages.length; i++) {
      pages[i] = ALL[i].pages(pagesByMark);
    }
  }

  private void addSizes(final long[] pagesByWho) {
    for (int i = 0; i < sizes.length; i++) {
      sizes[i].add(pagesByWho[i]);
    }
  }

  SizeCounts sizes(final Who who) {
    return sizes[who.index];
  }

  BoundedSeries series() {
    return series;
  }

  long wholeWindows() {
    return whole;
  }

  long partialAccesses() {
    return partialAccesses;
  }

  long partialPages() {
    return partialPages;
  }
}
