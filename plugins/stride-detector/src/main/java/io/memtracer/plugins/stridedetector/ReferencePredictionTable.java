package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The reference prediction table: an entry for each instruction, found by word 0 of its records
 * and, for user code, by the program that runs. Kernel code is the same whatever runs.
 *
 * <p>Open addressing with linear probing; doubles when more than an eighth full, up to a limit on
 * the entries. Beside it each program has a {@link Hand}.
 */
final class ReferencePredictionTable {

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int FIRST_PLACES = 1 << 12;
  private static final int MAX_LOG2 = 24;
  static final int MAX_PLACES = 1 << MAX_LOG2;

  /** Keeps the searches of programs for one word from each other. */
  private static final int PROGRAM_STEP = 1009;

  private final int limit;
  private final StrideHistogram userStrides;
  private final StrideHistogram kernelStrides;
  private Site[] sites = new Site[FIRST_PLACES];
  private final List<Hand> hands = new ArrayList<>();
  private Hand hand;
  private int program;
  private int size;

  ReferencePredictionTable(
      final int limit, final StrideHistogram userStrides, final StrideHistogram kernelStrides) {
    this.limit = limit;
    this.userStrides = userStrides;
    this.kernelStrides = kernelStrides;
    run(0);
  }

  /** Says which program runs from now on. */
  void run(final int newProgram) {
    while (hands.size() <= newProgram) {
      hands.add(new Hand());
    }
    program = newProgram;
    hand = hands.get(newProgram);
  }

  /** Entries at hand by {@link #home}, null where there is none. Another array after a search. */
  Site[] atHand() {
    return hand.sites();
  }

  /** Makes the next look for any entry go through {@link #find}. */
  void putAllAway() {
    hands.forEach(Hand::putAllAway);
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
    final Site found = sites[search(word, programOf(word))];
    if (found != null) {
      hand.take(found);
    }
    return found;
  }

  private int programOf(final long word) {
    return RecordWord.isUser(word) ? program : 0;
  }

  /** Adds an entry without history, unless there are enough. There must be none. */
  boolean insert(final long word, final long address, final long gaps) {
    if (size == limit) {
      return false;
    }
    final StrideHistogram strides = RecordWord.isUser(word) ? userStrides : kernelStrides;
    final Site site = new Site(word, programOf(word), address, strides);
    site.gaps = gaps;
    sites[search(word, site.program)] = site;
    hand.take(site);
    size++;
    if (size > sites.length / 8 && sites.length < MAX_PLACES) {
      grow();
    }
    return true;
  }

  /** Where a word's entry is, or would be. */
  private int search(final long word, final int ofProgram) {
    int place = (home(word, sites.length) + ofProgram * PROGRAM_STEP) & (sites.length - 1);
    while (sites[place] != null && !sites[place].isOf(word, ofProgram)) {
      place = (place + 1) & (sites.length - 1);
    }
    return place;
  }

  private void grow() {
    final Site[] old = sites;
    sites = new Site[2 * old.length];
    for (final Site site : old) {
      if (site != null) {
        sites[search(site.word, site.program)] = site;
      }
    }
  }

  /** The entries in the order of their words and programs. */
  List<Site> ordered() {
    return Arrays.stream(sites)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparing((Site site) -> site.word, Long::compareUnsigned)
                .thenComparing(site -> site.program))
        .toList();
  }
}
