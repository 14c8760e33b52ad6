package io.memtracer.plugins.tlb;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.util.Arrays;

/**
 * For each set of a vCPU's first level the page that was used last: using it again changes nothing.
 * Pages are known by their first address, so an access is in the set's latest small page, or in the
 * latest large one, or may change something, whatever size its page has. Not thread-safe.
 */
final class LatestPages {

  private static final int LARGE_SHIFT = PageSizes.SMALL_SHIFT + PageSizes.LARGE_MORE;
  private static final long SMALL_BYTES = 1L << PageSizes.SMALL_SHIFT;
  private static final long LARGE_BYTES = 1L << LARGE_SHIFT;

  /** The largest access that a record can tell of. */
  private static final int MAX_BYTES = 128;

  /** No machine has memory here, between that of users and that of the kernel. */
  private static final long NOWHERE = 1L << 62;

  private final long[] small;
  private final long[] large;

  LatestPages(final Shape shape) {
    small = new long[shape.small().sets()];
    large = new long[shape.large().sets()];
    forget();
  }

  /** None is known any more, or is another address space's. */
  void forget() {
    Arrays.fill(small, NOWHERE);
    Arrays.fill(large, NOWHERE);
  }

  /**
   * A page is used.
   *
   * @param address any in it
   * @param size 1 if it is large, otherwise 0
   */
  void use(final long address, final int size) {
    if (size == 0) {
      small[(int) (address >>> PageSizes.SMALL_SHIFT) & (small.length - 1)] =
          address & -SMALL_BYTES;
    } else {
      large[(int) (address >>> LARGE_SHIFT) & (large.length - 1)] = address & -LARGE_BYTES;
    }
  }

  /**
   * Goes on to an access that may change something. The loop has no call in it, and knows neither
   * the sizes of pages nor, but near the end of one, those of accesses.
   *
   * @return its index, or the end
   */
  int skip(final RecordBatch batch, final int from, final int to) {
    final long[] smallOnes = small;
    final long[] largeOnes = large;
    int i = from;
    for (; i < to; i++) {
      final long address = batch.address(i);
      final long inSmall =
          address - smallOnes[(int) (address >>> PageSizes.SMALL_SHIFT) & (smallOnes.length - 1)];
      final long inLarge =
          address - largeOnes[(int) (address >>> LARGE_SHIFT) & (largeOnes.length - 1)];
      if (isInNeither(inSmall, inLarge, MAX_BYTES)
          && isInNeither(inSmall, inLarge, RecordWord.size(batch.word(i)))) {
        break;
      }
    }
    return i;
  }

  /** Whether neither offset leaves room for all of an access, without a branch. */
  private static boolean isInNeither(final long inSmall, final long inLarge, final int bytes) {
    return ((inSmall | (SMALL_BYTES - bytes - inSmall))
            & (inLarge | (LARGE_BYTES - bytes - inLarge)))
        < 0;
  }
}
