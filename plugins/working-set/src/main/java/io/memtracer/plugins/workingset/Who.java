package io.memtracer.plugins.workingset;

/**
 * Whose accesses count. A page carries four bits that say who has touched it, and how: user load,
 * user store, kernel load, kernel store.
 */
enum Who {
  TOTAL(0, "total", "all", 0b1111),
  TOTAL_LOADS(1, "total", "loads", 0b0101),
  TOTAL_STORES(2, "total", "stores", 0b1010),
  USER(3, "user", "all", 0b0011),
  USER_LOADS(4, "user", "loads", 0b0001),
  USER_STORES(5, "user", "stores", 0b0010),
  KERNEL(6, "kernel", "all", 0b1100),
  KERNEL_LOADS(7, "kernel", "loads", 0b0100),
  KERNEL_STORES(8, "kernel", "stores", 0b1000);

  /** How many different marks a page can have. */
  static final int MARKS = 16;

  /** Position among all, from 0. */
  final int index;

  final String mode;
  final String kind;
  private final int bits;

  Who(final int index, final String mode, final String kind, final int bits) {
    this.index = index;
    this.mode = mode;
    this.kind = kind;
    this.bits = bits;
  }

  /** Which of the four bits an access sets: 0 to 3. */
  static int bit(final long word) {
    final long store = word >>> 5 & 1;
    final long kernel = (~(word >>> 6 & word >>> 7) & 1) << 1;
    return (int) (store | kernel);
  }

  /** How many pages count, given how many pages have which mark. */
  long pages(final long[] pagesByMark) {
    long pages = 0;
    for (int mark = 0; mark < MARKS; mark++) {
      if ((mark & bits) != 0) {
        pages += pagesByMark[mark];
      }
    }
    return pages;
  }
}
