package io.memtracer.plugins.support;

import java.util.Arrays;

/**
 * Remembers which pages were touched lately, and in which of a few ways (kinds), so that a hot loop
 * can skip an access that would change nothing:
 *
 * <pre>{@code
 * final int index = ((int) (address >>> shift) & (perKind - 1)) + kind * perKind;
 * if (address - cells[index] >= PageFilter.limit(pageSize, bytes)) {
 *   // Look the page up, and the next one if need be; then filter.remember(address, kind).
 * }
 * }</pre>
 *
 * <p>A direct-mapped table for each kind; what lies side by side in memory does so here. A cell is
 * the first address of a page plus 2<sup>63</sup>: so one signed comparison tells whether an access
 * lies in that page, up to which offset, and in no other. Not thread-safe.
 */
public final class PageFilter {

  /** The largest access that a record can tell of: {@link #limit} for it is right for all. */
  public static final int MAX_ACCESS_BYTES = 128;

  private final int kinds;
  private final int pageShift;
  private final int maxPerKind;
  private int perKind;
  private long[] cells;

  /** Which kinds have been remembered since they were cleared, a bit each. */
  private long used;

  /**
   * Makes an empty filter.
   *
   * @param kinds how many ways there are to touch a page, up to 64
   * @param pageShift log2 of the bytes in a page
   * @param perKind pages for each kind to begin with, a power of two from 2 on
   * @param maxPerKind pages for each kind at most, a power of two
   */
  public PageFilter(final int kinds, final int pageShift, final int perKind, final int maxPerKind) {
    this.kinds = kinds;
    this.pageShift = pageShift;
    this.maxPerKind = maxPerKind;
    allocate(perKind);
  }

  private void allocate(final int newPerKind) {
    perKind = newPerKind;
    cells = new long[kinds * newPerKind];
    used = -1;
    clear();
  }

  /**
   * The cells, those of a kind side by side.
   *
   * @return another array after {@link #fit}
   */
  public long[] cells() {
    return cells;
  }

  /**
   * How many cells each kind has.
   *
   * @return a power of two
   */
  public int perKind() {
    return perKind;
  }

  /**
   * What an address less its cell is below, if all of the access is known to lie in the page.
   *
   * @param pageBytes bytes in a page
   * @param bytes of the access, or more
   * @return the limit; nothing is below it if a page is too small
   */
  public static long limit(final long pageBytes, final int bytes) {
    return Long.MIN_VALUE + Math.max(0, pageBytes - bytes + 1);
  }

  /**
   * Takes note of an access.
   *
   * @param address any in the page
   * @param kind 0 to kinds - 1
   */
  public void remember(final long address, final int kind) {
    final int slot = (int) (address >>> pageShift) & (perKind - 1);
    used |= 1L << kind;
    cells[kind * perKind + slot] = (address >>> pageShift << pageShift) + Long.MIN_VALUE;
  }

  /** Forgets everything: a cell then has a page that is none of its own. */
  public void clear() {
    for (int kind = 0; kind < kinds; kind++) {
      if ((used >>> kind & 1) != 0) {
        final int first = kind * perKind;
        Arrays.fill(cells, first, first + perKind, Long.MIN_VALUE);
        cells[first] += 1L << pageShift;
      }
    }
    used = 0;
  }

  /**
   * Gets larger, if there are many pages; it forgets everything then.
   *
   * @param pages how many there are
   */
  public void fit(final int pages) {
    if (pages > perKind / 2 && perKind < maxPerKind) {
      allocate(2 * perKind);
    }
  }
}
