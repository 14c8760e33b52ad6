package io.memtracer.plugins.support;

/**
 * Kinds of accesses: CPL, load or store, as the three bits that a record has for them. A counter
 * for each tells all that a report says about whose accesses they are.
 */
public final class Kinds {

  /** How many kinds there are. */
  public static final int COUNT = 8;

  /** Where the bit for stores and the two for the CPL are in a record's word. */
  public static final int SHIFT = 5;

  private static final int STORE = 1;
  private static final int USER_KINDS = 0b1100_0000;
  private static final int STORE_KINDS = 0b1010_1010;

  /** A set of kinds, a bit each. */
  public enum Part {
    /** All. */
    TOTAL("total", 0b1111_1111),
    /** Those of CPL 3. */
    USER("user", USER_KINDS),
    /** Those of CPL 0 to 2. */
    KERNEL("kernel", ~USER_KINDS);

    private final String key;
    private final int kinds;

    Part(final String key, final int kinds) {
      this.key = key;
      this.kinds = kinds;
    }

    /**
     * What reports call it.
     *
     * @return a key
     */
    public String key() {
      return key;
    }

    /**
     * Adds up.
     *
     * @param counters one for each kind
     * @return those of this part
     */
    public long all(final long[] counters) {
      return sum(counters, kinds);
    }

    /**
     * Adds up loads.
     *
     * @param counters one for each kind
     * @return those of this part's loads
     */
    public long loads(final long[] counters) {
      return sum(counters, kinds & ~STORE_KINDS);
    }

    /**
     * Adds up stores.
     *
     * @param counters one for each kind
     * @return those of this part's stores
     */
    public long stores(final long[] counters) {
      return sum(counters, kinds & STORE_KINDS);
    }

    /**
     * Whether a kind belongs to it.
     *
     * @param kind 0 to 7
     * @return true if so
     */
    public boolean has(final int kind) {
      return (kinds >>> kind & 1) != 0;
    }
  }

  private Kinds() {}

  /**
   * The kind of an access.
   *
   * @param word its record's word 0
   * @return 0 to 7
   */
  public static int of(final long word) {
    return (int) (word >>> SHIFT) & (COUNT - 1);
  }

  /**
   * Whether it is a store.
   *
   * @param kind 0 to 7
   * @return true if so
   */
  public static boolean isStore(final int kind) {
    return (kind & STORE) != 0;
  }

  /**
   * The same as a number.
   *
   * @param kind 0 to 7
   * @return 1 for a store, else 0
   */
  public static int storeBit(final int kind) {
    return kind & STORE;
  }

  private static long sum(final long[] counters, final int kinds) {
    long sum = 0;
    for (int kind = 0; kind < COUNT; kind++) {
      if ((kinds >>> kind & 1) != 0) {
        sum += counters[kind];
      }
    }
    return sum;
  }
}
