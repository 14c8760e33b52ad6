package io.memtracer.plugins.workingset;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many windows had which size, exactly. There are far fewer sizes than windows: for D different
 * sizes a trace needs at least D<sup>2</sup>/2 accesses.
 */
final class SizeCounts {

  private long[] sizes = new long[16];
  private long[] counts = new long[16];
  private int distinct;
  private long windows;
  private long total;

  void add(final long size) {
    add(size, 1);
  }

  private void add(final long size, final long times) {
    final int found = Arrays.binarySearch(sizes, 0, distinct, size);
    final int index = found >= 0 ? found : insert(~found, size);
    counts[index] += times;
    windows += times;
    total += size * times;
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(distinct);
    for (int i = 0; i < distinct; i++) {
      out.writeLong(sizes[i]);
      out.writeLong(counts[i]);
    }
  }

  /** Adds what {@link #save} wrote. */
  void add(final DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readLong(), in.readLong());
    }
  }

  private int insert(final int index, final long size) {
    if (distinct == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * distinct);
      counts = Arrays.copyOf(counts, 2 * distinct);
    }
    System.arraycopy(sizes, index, sizes, index + 1, distinct - index);
    System.arraycopy(counts, index, counts, index + 1, distinct - index);
    sizes[index] = size;
    counts[index] = 0;
    distinct++;
    return index;
  }

  long windows() {
    return windows;
  }

  long peak() {
    return distinct == 0 ? 0 : sizes[distinct - 1];
  }

  double mean() {
    return windows == 0 ? 0 : (double) total / windows;
  }

  /** The smallest size that at least {@code percent} of the windows don't exceed. */
  long percentile(final int percent) {
    final long rank = (windows * percent + 99) / 100;
    long below = 0;
    for (int i = 0; i < distinct; i++) {
      below += counts[i];
      if (below >= rank) {
        return sizes[i];
      }
    }
    return 0;
  }
}
