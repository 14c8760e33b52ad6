package io.memtracer.plugins.cache;

/**
 * The sets of one cache: which lines are there, and which goes next. Knows nothing of other caches.
 *
 * <p>A line is known by its number: its address without the offset in it. A place holds a tag: the
 * number, and whether the line was written to since it came ({@link #DIRTY}); 0 if it is empty.
 */
abstract class CacheSets {

  static final long DIRTY = 1;
  static final int NUMBER_SHIFT = 2;

  private static final long VALID = 2;
  private static final int NOT_A_MASK = -1;

  final int ways;

  /** Of all places, those of a set side by side. */
  final long[] tags;

  /** What had to go at the last {@link #useOrInsert}: its tag, 0 if there was room. */
  long evicted;

  /** The tag of the line after it, if using the line at once again changes nothing; otherwise 0. */
  long settled;

  private final int sets;
  private final int mask;

  CacheSets(final int sets, final int ways) {
    this.sets = sets;
    this.ways = ways;
    mask = Integer.bitCount(sets) == 1 ? sets - 1 : NOT_A_MASK;
    tags = new long[sets * ways];
  }

  /** The tag of a line that is clean. */
  static long tag(final long line) {
    return line << NUMBER_SHIFT | VALID;
  }

  final int set(final long line) {
    return mask == NOT_A_MASK ? (int) (line % sets) : (int) line & mask;
  }

  /** The place in its set where a line is, or a negative number. */
  final int way(final int first, final long line) {
    final long tag = tag(line);
    int way = ways - 1;
    while (way >= 0 && (tags[first + way] & ~DIRTY) != tag) {
      way--;
    }
    return way;
  }

  /** How many lines are dirty. */
  final long dirty() {
    long dirty = 0;
    for (final long tag : tags) {
      dirty += tag & DIRTY;
    }
    return dirty;
  }

  /**
   * Uses a line, if it is there.
   *
   * @param dirty {@link #DIRTY} if it is written to, otherwise 0
   * @return its tag, 0 if it isn't there
   */
  abstract long use(long line, long dirty);

  /**
   * Puts a line in that isn't there.
   *
   * @param dirty {@link #DIRTY} if it is written to, otherwise 0
   * @return the tag of the one that had to go, 0 if there was room
   */
  abstract long insert(long line, long dirty);

  /**
   * Uses a line, or puts it in if it isn't there, and says so in {@link #evicted} and {@link
   * #settled}.
   *
   * @param dirty {@link #DIRTY} if it is written to, otherwise 0
   * @return whether it was there
   */
  boolean useOrInsert(final long line, final long dirty) {
    settled = use(line, dirty);
    if (settled != 0) {
      return true;
    }
    evicted = insert(line, dirty);
    settled = insertionCountsAsUse() ? tag(line) | dirty : 0;
    return false;
  }

  /**
   * Whether using a line directly after its insertion changes nothing. Using it once more directly
   * after that never does.
   */
  boolean insertionCountsAsUse() {
    return true;
  }
}
