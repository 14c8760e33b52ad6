package io.memtracer.host.ring;

import io.memtracer.api.PhysicalAddress;
import java.util.Arrays;

/**
 * Where a vCPU's virtual pages are in physical memory, as far as a stream has told: each has one
 * place, as in the plugin's own table, and what comes there replaces what was. Before each access
 * whose page isn't in it, or is elsewhere now, it is told; see docs/wire-formats.md.
 *
 * <p>Not thread-safe.
 */
public final class PageTable {

  /** How many pages it has. */
  public static final int PLACES = 1 << 12;

  private static final int PAGE_SHIFT = 12;
  private static final long OFFSET_MASK = (1L << PAGE_SHIFT) - 1;
  private static final long OF_DEVICE = 1;
  private static final long UNKNOWN = 2;
  private static final int PHYSICAL_BITS = 52;

  /** The number of no page. */
  private static final long NONE = Long.MIN_VALUE;

  private final long[] pages = new long[PLACES];
  private final long[] frames = new long[PLACES];

  /** A table in which nothing is. */
  public PageTable() {
    clear();
  }

  /** Forgets all. */
  public void clear() {
    Arrays.fill(pages, NONE);
  }

  /**
   * Takes what a stream tells.
   *
   * @param page the virtual address at which a page begins
   * @param frame the physical one, and what is there
   * @throws IllegalStateException if no page begins there
   */
  public void tell(final long page, final long frame) {
    final boolean isPossible =
        (page & OFFSET_MASK) == 0
            && (frame == UNKNOWN
                || ((frame & OFFSET_MASK & ~OF_DEVICE) == 0 && frame >>> PHYSICAL_BITS == 0));
    if (!isPossible) {
      throw new DamagedStreamException("no page can go from %016x to %016x".formatted(page, frame));
    }
    final long number = page >> PAGE_SHIFT;
    final int place = place(number);
    pages[place] = number;
    frames[place] =
        frame == UNKNOWN
            ? PhysicalAddress.UNKNOWN
            : PhysicalAddress.of(frame & ~OFFSET_MASK, (frame & OF_DEVICE) != 0);
  }

  private static int place(final long number) {
    return (int) (number ^ number >> PAGE_SHIFT) & (PLACES - 1);
  }

  /**
   * Says where accesses went.
   *
   * @param addresses virtual
   * @param physical set to the others, from one index to before another
   * @throws IllegalStateException if a page was never told
   */
  public void translate(
      final long[] addresses, final long[] physical, final int from, final int to) {
    for (int i = from; i < to; i++) {
      final long address = addresses[i];
      final long number = address >> PAGE_SHIFT;
      final int place = place(number);
      if (pages[place] != number) {
        throw new DamagedStreamException(
            "nobody has told where the page of %016x is".formatted(address));
      }
      physical[i] = frames[place] | (address & OFFSET_MASK);
    }
  }

  /** What a stream would have to tell for another table to have what this one has. */
  public void forEach(final Teller teller) {
    for (int place = 0; place < PLACES; place++) {
      if (pages[place] != NONE) {
        teller.tell(pages[place] << PAGE_SHIFT, told(frames[place]));
      }
    }
  }

  private static long told(final long physical) {
    if (!PhysicalAddress.isKnown(physical)) {
      return UNKNOWN;
    }
    return PhysicalAddress.address(physical) | (PhysicalAddress.isDevice(physical) ? OF_DEVICE : 0);
  }

  /** Takes what {@link #tell} takes. */
  @FunctionalInterface
  public interface Teller {

    /** A page and where it is. */
    void tell(long page, long frame);
  }
}
