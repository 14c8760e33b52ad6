package io.memtracer.plugins.stridedetector;

import java.util.Arrays;

/**
 * The reference prediction table: an entry for each instruction, found by word 0 of its records.
 *
 * <p>Open addressing with linear probing; doubles when more than half full, up to a limit on the
 * entries. What every access needs (key, last address, stride, count and state) lies in one array,
 * 32 bytes an entry; what only a change of stride needs, in another.
 */
final class SiteTable {

  static final int LENGTH = 4;
  static final int LAST = 1;
  static final int STRIDE = 2;

  /** Accesses the stride predicted since it was set, times 4, plus the state. */
  static final int RUN = 3;

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int FIRST_LOG2 = 12;

  private final int limit;
  private int log2 = FIRST_LOG2;
  private long[] cells = new long[LENGTH << FIRST_LOG2];
  private long[] candidates = new long[Candidates.LENGTH << FIRST_LOG2];
  private int size;

  SiteTable(final int limit) {
    this.limit = limit;
  }

  /** Entries, {@link #LENGTH} longs each; 0 in the first means free. Changes in {@link #insert}. */
  long[] cells() {
    return cells;
  }

  /** {@link Candidates#LENGTH} longs for each entry. Changes in {@link #insert}. */
  long[] candidates() {
    return candidates;
  }

  /** Where the candidates of an entry are. */
  static int candidatesOf(final int entry) {
    return entry * (Candidates.LENGTH / LENGTH);
  }

  /** By how much to shift the product of a word and {@link #hashed}'s factor. */
  int shift() {
    return Long.SIZE - log2;
  }

  /** Where the search for a word starts. */
  static int hashed(final long word, final int shift) {
    return (int) ((word * GOLDEN_RATIO) >>> shift) * LENGTH;
  }

  /** Adds an entry without history, unless the table is full. */
  boolean insert(final int entry, final long word, final long address) {
    if (size == limit) {
      return false;
    }
    cells[entry] = word;
    cells[entry + LAST] = address;
    size++;
    if (size > 1 << (log2 - 1)) {
      grow();
    }
    return true;
  }

  private void grow() {
    final long[] oldCells = cells;
    final long[] oldCandidates = candidates;
    log2++;
    cells = new long[LENGTH << log2];
    candidates = new long[Candidates.LENGTH << log2];
    for (int old = 0; old < oldCells.length; old += LENGTH) {
      if (oldCells[old] != 0) {
        int entry = hashed(oldCells[old], shift());
        while (cells[entry] != 0) {
          entry = (entry + LENGTH) & (cells.length - 1);
        }
        System.arraycopy(oldCells, old, cells, entry, LENGTH);
        System.arraycopy(
            oldCandidates, candidatesOf(old), candidates, candidatesOf(entry), Candidates.LENGTH);
      }
    }
  }

  /** Where the entries are, in the order of their words. */
  int[] entries() {
    final int[] entries = new int[size];
    int next = 0;
    for (int entry = 0; entry < cells.length; entry += LENGTH) {
      if (cells[entry] != 0) {
        entries[next++] = entry;
      }
    }
    return Arrays.stream(entries)
        .boxed()
        .sorted((a, b) -> Long.compareUnsigned(cells[a], cells[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
