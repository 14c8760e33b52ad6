package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PageFilterTest {

  private static final int SHIFT = 12;
  private static final int BYTES = 16;
  private static final int LAST = 4096 - BYTES;
  private static final long[] ADDRESSES = {
    0,
    1,
    4095,
    4096,
    8192,
    1L << 47,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 4096,
    -1,
    -4096
  };

  private final PageFilter filter = new PageFilter(2, SHIFT, 2, 8);

  private boolean knows(final long address, final int kind) {
    final int slot = (int) (address >>> SHIFT) & (filter.perKind() - 1);
    return address - filter.cells()[kind * filter.perKind() + slot] < PageFilter.limit(4096, BYTES);
  }

  @Test
  void knowsNothingAtFirstAndAfterItWasCleared() {
    for (final long address : ADDRESSES) {
      assertFalse(knows(address, 0) || knows(address, 1), () -> "" + address);
    }
    for (final long address : ADDRESSES) {
      filter.remember(address, 0);
    }
    filter.clear();
    for (final long address : ADDRESSES) {
      assertFalse(knows(address, 0) || knows(address, 1), () -> "" + address);
    }
  }

  @Test
  void knowsAPageUpToAnOffsetAndNoOther() {
    for (final long remembered : ADDRESSES) {
      filter.clear();
      filter.remember(remembered, 1);
      final long page = remembered & -4096;
      assertTrue(knows(page, 1) && knows(page + LAST, 1));
      assertFalse(knows(page + LAST + 1, 1) || knows(page + 4095, 1));
      for (final long other : ADDRESSES) {
        assertFalse(knows(other, 0));
        assertEquals(
            (other & -4096) == page && (other & 4095) <= LAST,
            knows(other, 1),
            () -> remembered + " " + other);
      }
    }
  }

  @Test
  void knowsNoAccessLargerThanAPage() {
    assertEquals(Long.MIN_VALUE, PageFilter.limit(64, 128));
    assertEquals(Long.MIN_VALUE + 1, PageFilter.limit(64, 64));
  }

  @Test
  void growsWithThePagesUpToALimit() {
    filter.fit(1);
    assertEquals(2, filter.perKind());
    filter.fit(2);
    assertEquals(4, filter.perKind());
    filter.fit(100);
    filter.fit(100);
    assertEquals(8, filter.perKind());
    assertFalse(knows(0, 0) || knows(4096, 1));
  }
}
