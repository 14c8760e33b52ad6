package io.memtracer.plugins.cache;

/**
 * Kinds of accesses: CPL, load or store, as the three bits that a record has for them. All counters
 * are kept for each.
 */
final class Who {

  static final int KINDS = 8;

  /** Where the bit for stores and the two for the CPL are in a record's word. */
  static final int SHIFT = 5;

  private static final int STORE = 1;
  private static final int USER_KINDS = 0b1100_0000;
  private static final int STORE_KINDS = 0b1010_1010;

  /** A set of kinds, a bit each. */
  enum Part {
    TOTAL("total", 0b1111_1111),
    USER("user", USER_KINDS),
    KERNEL("kernel", ~USER_KINDS);

    final String key;
    private final int kinds;

    Part(final String key, final int kinds) {
      this.key = key;
      this.kinds = kinds;
    }

    long all(final long[] counters) {
      return sum(counters, kinds);
    }

    long loads(final long[] counters) {
      return sum(counters, kinds & ~STORE_KINDS);
    }

    long stores(final long[] counters) {
      return sum(counters, kinds & STORE_KINDS);
    }
  }

  private Who() {}

  static int of(final long word) {
    return (int) (word >>> SHIFT) & (KINDS - 1);
  }

  static boolean isStore(final int who) {
    return (who & STORE) != 0;
  }

  private static long sum(final long[] counters, final int kinds) {
    long sum = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      if ((kinds >>> kind & 1) != 0) {
        sum += counters[kind];
      }
    }
    return sum;
  }
}
