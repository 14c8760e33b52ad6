package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordWord;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The reference prediction table: an entry for each instruction, found by word 0 of its records.
 *
 * <p>Open addressing with linear probing; doubles when more than an eighth full, up to a limit on
 * the entries. Beside it is a table of the entries at hand, each where its own search starts, the
 * busiest of those with the same start: there the first look finds the entries of nearly all
 * accesses.
 */
final class ReferencePredictionTable {

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int FIRST_PLACES = 1 << 12;
  private static final int MAX_LOG2 = 24;
  private static final int MAX_PLACES = 1 << MAX_LOG2;

  private final int limit;
  private final StrideHistogram userStrides;
  private final StrideHistogram kernelStrides;
  private Site[] sites = new Site[FIRST_PLACES];
  private Site[] atHand = new Site[FIRST_PLACES];
  private int size;

  ReferencePredictionTable(
      final int limit, final StrideHistogram userStrides, final StrideHistogram kernelStrides) {
    this.limit = limit;
    this.userStrides = userStrides;
    this.kernelStrides = kernelStrides;
  }

  /** Entries at hand by {@link #home}, null where there is none. Another array after an insert. */
  Site[] atHand() {
    return atHand;
  }

  /** Makes the next look for any entry go through {@link #find}. */
  void putAllAway() {
    Arrays.fill(atHand, null);
  }

  /**
   * Where the search for a word starts. A constant shift and a mask take fewer registers in the
   * analyzer's loop than a variable shift and a check of the index.
   *
   * @param places a power of two, at most {@link #MAX_PLACES}
   */
  static int home(final long word, final int places) {
    return (int) ((word * GOLDEN_RATIO) >>> (Long.SIZE - MAX_LOG2)) & (places - 1);
  }

  /** The entry of a word, or null. */
  Site find(final long word) {
    final Site found = sites[search(word)];
    if (found != null) {
      takeToHand(found);
    }
    return found;
  }

  private void takeToHand(final Site site) {
    final int home = home(site.word, atHand.length);
    if (atHand[home] == null || site.accesses() > atHand[home].accesses()) {
      atHand[home] = site;
    }
  }

  /** Adds an entry without history, unless there are enough. There must be none. */
  boolean insert(final long word, final long address, final long gaps) {
    if (size == limit) {
      return false;
    }
    final Site site =
        new Site(word, address, RecordWord.isUser(word) ? userStrides : kernelStrides);
    site.gaps = gaps;
    sites[search(word)] = site;
    takeToHand(site);
    size++;
    if (size > sites.length / 8 && sites.length < MAX_PLACES) {
      grow();
    }
    return true;
  }

  /** Where a word's entry is, or would be. */
  private int search(final long word) {
    int place = home(word, sites.length);
    while (sites[place] != null && sites[place].word != word) {
      place = (place + 1) & (sites.length - 1);
    }
    return place;
  }

  private void grow() {
    final Site[] old = sites;
    sites = new Site[2 * old.length];
    // None are at hand that weren't: something may be missing before their next access.
    final Site[] before = atHand;
    atHand = new Site[2 * old.length];
    for (final Site site : old) {
      if (site != null) {
        sites[search(site.word)] = site;
      }
    }
    for (final Site site : before) {
      if (site != null) {
        takeToHand(site);
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
