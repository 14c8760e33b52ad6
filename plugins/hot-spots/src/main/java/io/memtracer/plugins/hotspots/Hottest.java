package io.memtracer.plugins.hotspots;

import io.memtracer.plugins.support.Top;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Of lines, or of pages, the hottest, and of all their counts. Not thread-safe. */
final class Hottest {

  private static final Comparator<Hot> HOTTEST_FIRST =
      Comparator.comparingLong(Hot::count)
          .reversed()
          .thenComparing(Hot::place, Long::compareUnsigned)
          .thenComparingInt(Hot::program);

  private final Top<Hot> top;
  private long[] counts = new long[64];
  private int size;
  private boolean sorted;

  /**
   * Makes an empty one.
   *
   * @param limit how many are known by more than their count
   */
  Hottest(final int limit) {
    top = new Top<>(limit, HOTTEST_FIRST);
  }

  void add(final Hot one) {
    top.add(one);
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
    }
    counts[size++] = one.count();
    sorted = false;
  }

  List<Hot> inOrder() {
    return top.inOrder();
  }

  /** How many of the hottest have that share of all accesses. */
  long needed(final long accesses, final double share) {
    if (!sorted) {
      Arrays.sort(counts, 0, size);
      sorted = true;
    }
    long sum = 0;
    int needed = 0;
    while (needed < size && (double) sum < share * (double) accesses) {
      needed++;
      sum += counts[size - needed];
    }
    return needed;
  }
}
