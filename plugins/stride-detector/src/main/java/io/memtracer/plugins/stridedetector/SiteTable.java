package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordWord;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The reference prediction table: an entry for each instruction, found by word 0 of its records.
 *
 * <p>Open addressing with linear probing; doubles when more than half full, up to a limit on the
 * entries.
 */
final class SiteTable {

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int FIRST_LOG2 = 12;

  private final int limit;
  private final StrideHistogram userStrides;
  private final StrideHistogram kernelStrides;
  private int log2 = FIRST_LOG2;
  private Site[] sites = new Site[1 << FIRST_LOG2];
  private int size;

  SiteTable(
      final int limit, final StrideHistogram userStrides, final StrideHistogram kernelStrides) {
    this.limit = limit;
    this.userStrides = userStrides;
    this.kernelStrides = kernelStrides;
  }

  /** Entries, null where there is none. Another array after {@link #insert}. */
  Site[] sites() {
    return sites;
  }

  /** By how much {@link #hashed} is to shift. */
  int shift() {
    return Long.SIZE - log2;
  }

  /** Where the search for a word starts. */
  static int hashed(final long word, final int shift) {
    return (int) ((word * GOLDEN_RATIO) >>> shift);
  }

  /** Adds an entry without history where the search for its word ended, unless there are enough. */
  boolean insert(final int place, final long word, final long address) {
    if (size == limit) {
      return false;
    }
    sites[place] = new Site(word, address, RecordWord.isUser(word) ? userStrides : kernelStrides);
    size++;
    if (size > 1 << (log2 - 1)) {
      grow();
    }
    return true;
  }

  private void grow() {
    final Site[] old = sites;
    log2++;
    sites = new Site[1 << log2];
    for (final Site site : old) {
      if (site != null) {
        int place = hashed(site.word, shift());
        while (sites[place] != null) {
          place = (place + 1) & (sites.length - 1);
        }
        sites[place] = site;
      }
    }
  }

  /** The entries in the order of their words. */
  List<Site> ordered() {
    return Arrays.stream(sites)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(site -> site.word, Long::compareUnsigned))
        .toList();
  }
}
