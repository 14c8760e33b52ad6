package io.memtracer.plugins.tlb;

import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are taken to be in pages of 2 MiB; a trace doesn't say. Linux maps so what it
 * maps once and for all: all memory, one behind the other (the direct map), the table of pages, and
 * itself. Where these lie says Documentation/arch/x86/x86_64/mm.rst of its source.
 */
final class PageSizes {

  static final String SMALL = "4K";
  static final String LARGE = "2M";
  static final String MIXED = "mixed";
  static final List<String> USER_CHOICES = List.of(SMALL, LARGE);
  static final List<String> KERNEL_CHOICES = List.of(MIXED, SMALL, LARGE);

  /** Log2 of the bytes in a small page. */
  static final int SMALL_SHIFT = 12;

  /** How many more bits an address in a large page has. */
  static final int LARGE_MORE = 9;

  /** Addresses are looked up by GiB, of those of 48 bits. */
  private static final int GIB_SHIFT = 30;

  private static final int GIBS = 1 << 18;

  private static final long[][] LARGE_RANGES = {
    {0xffff_8880_0000_0000L, 0xffff_c87f_ffff_ffffL},
    {0xffff_ea00_0000_0000L, 0xffff_eaff_ffff_ffffL},
    {0xffff_ffff_8000_0000L, 0xffff_ffff_bfff_ffffL},
  };

  /** For each GiB 1 if its pages are large, otherwise 0. */
  private final byte[] large = new byte[GIBS];

  PageSizes(final String user, final String kernel) {
    if (user.equals(LARGE)) {
      Arrays.fill(large, 0, GIBS / 2, (byte) 1);
    }
    if (kernel.equals(LARGE)) {
      Arrays.fill(large, GIBS / 2, GIBS, (byte) 1);
    } else if (kernel.equals(MIXED)) {
      for (final long[] range : LARGE_RANGES) {
        Arrays.fill(large, gib(range[0]), gib(range[1]) + 1, (byte) 1);
      }
    }
  }

  /** For a loop, with {@link #gib}. */
  byte[] table() {
    return large;
  }

  /** The entry of the table for an address. */
  static int gib(final long address) {
    return (int) (address >>> GIB_SHIFT) & (GIBS - 1);
  }
}
