package io.memtracer.host.recording.write;

import io.memtracer.host.recording.format.Layout;
import java.util.Arrays;

/**
 * A chunk's own numbers for sites, from 0 on in the order in which they come. Those that come with
 * a number of the ring's table are found by that; the others, which come with their word, by it.
 *
 * <p>Not thread-safe.
 */
final class SiteNumbers {

  /** So many numbers the ring's table has; those from here on are of sites that come as words. */
  static final int OF_TABLE = 1 << 16;

  static final int ALL = 2 * OF_TABLE;
  private static final int NONE = -1;
  private static final int SLOTS = 1 << 18;
  private static final long MIX = 0x9e37_79b9_7f4a_7c15L;
  private static final int SLOT_SHIFT = 64 - 18;

  private final int[] numbers = new int[ALL];
  private final int[] used = new int[Layout.CHUNK_SITES];
  private final long[] words = new long[Layout.CHUNK_SITES];
  private final long[] slotWords = new long[SLOTS];
  private final int[] slotSites = new int[SLOTS];
  private int count;
  private int asWords;

  SiteNumbers() {
    Arrays.fill(numbers, NONE);
  }

  int count() {
    return count;
  }

  /** Whether there may be a site more than the chunk can have. */
  boolean isFull() {
    return count == Layout.CHUNK_SITES;
  }

  /** Word 0 of each, by number, with 0 for the vCPU; always the same array. */
  long[] words() {
    return words;
  }

  /** The chunk's number; negative if it has none. */
  int of(final int site) {
    return numbers[site];
  }

  /** Gives a number to a site that has none. */
  int add(final int site, final long word) {
    numbers[site] = count;
    used[count] = site;
    words[count] = word;
    return count++;
  }

  /**
   * A number that no other site has in this chunk, for one that comes as a word.
   *
   * @return at least {@link #OF_TABLE}
   */
  int siteOf(final long word) {
    int slot = (int) ((word * MIX) >>> SLOT_SHIFT);
    while (slotWords[slot] != 0) {
      if (slotWords[slot] == word) {
        return slotSites[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    slotWords[slot] = word;
    slotSites[slot] = OF_TABLE + asWords++;
    return slotSites[slot];
  }

  /** For the next chunk. */
  void clear() {
    for (int i = 0; i < count; i++) {
      numbers[used[i]] = NONE;
    }
    if (asWords > 0) {
      Arrays.fill(slotWords, 0);
    }
    count = 0;
    asWords = 0;
  }
}
