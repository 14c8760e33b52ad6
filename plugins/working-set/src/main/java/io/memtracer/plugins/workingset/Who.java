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

  /** How many combinations of marks a page can have. */
  static final int COMBINATIONS = 16;

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

  /** The mark an access leaves, by its bits for store and CPL: CPL * 2 + store. */
  static int[] marks() {
    final int[] marks = new int[8];
    for (int i = 0; i < marks.length; i++) {
      final Who load = i >>> 1 == 3 ? USER_LOADS : KERNEL_LOADS;
      final Who store = i >>> 1 == 3 ? USER_STORES : KERNEL_STORES;
      marks[i] = (i & 1) == 0 ? load.bits : store.bits;
    }
    return marks;
  }

  /** Whether an access that leaves a mark counts. */
  boolean has(final int mark) {
    return (mark & bits) != 0;
  }

  /** How many pages count, given how many pages have which mark. */
  long pages(final long[] pagesByMark) {
    long pages = 0;
    for (int mark = 0; mark < COMBINATIONS; mark++) {
      if (has(mark)) {
        pages += pagesByMark[mark];
      }
    }
    return pages;
  }
}
