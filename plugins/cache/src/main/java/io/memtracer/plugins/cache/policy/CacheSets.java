package io.memtracer.plugins.cache.policy;

/**
 * The sets of one cache: which lines are there, and which goes next. Knows nothing of other caches.
 *
 * <p>A line is known by its number: its address without the offset in it. A place holds a tag: the
 * number, whether the line was written to since it came ({@link #DIRTY}), and whether it was
 * prefetched and not used yet ({@link #AHEAD}); 0 if it is empty.
 */
public abstract class CacheSets {

  public static final long DIRTY = 1;
  public static final long AHEAD = 4;
  public static final int NUMBER_SHIFT = 3;

  /** What a tag says beside which line it is. */
  static final long FLAGS = DIRTY | AHEAD;

  private static final long VALID = 2;
  private static final int NOT_A_MASK = -1;

  final int ways;

  /** Of all places, those of a set side by side. */
  final long[] tags;

  /** What had to go at the last {@link #useOrInsert}: its tag, 0 if there was room. */
  public long evicted;

  /** The tag of the line after it, if using the line at once again changes nothing; otherwise 0. */
  public long settled;

  private final int sets;
  private final int mask;

  CacheSets(final int sets, final int ways) {
    this.sets = sets;
    this.ways = ways;
    mask = Integer.bitCount(sets) == 1 ? sets - 1 : NOT_A_MASK;
    tags = new long[sets * ways];
  }

  /** The tag of a line that is clean. */
  public static long tag(final long line) {
    return line << NUMBER_SHIFT | VALID;
  }

  public final int set(final long line) {
    return mask == NOT_A_MASK ? (int) (line % sets) : (int) line & mask;
  }

  /** The place in its set where a line is, or a negative number. */
  final int way(final int first, final long line) {
    final long tag = tag(line);
    int way = ways - 1;
    while (way >= 0 && (tags[first + way] & ~FLAGS) != tag) {
      way--;
    }
    return way;
  }

  public final boolean has(final long line) {
    return way(set(line) * ways, line) >= 0;
  }

  /**
   * Changes what a line's tag says, and nothing else.
   *
   * @param flag {@link #DIRTY} or {@link #AHEAD}, which it says no longer
   * @return whether the line is there and its tag said so
   */
  public final boolean clear(final long line, final long flag) {
    final int first = set(line) * ways;
    final int way = way(first, line);
    if (way < 0 || (tags[first + way] & flag) == 0) {
      return false;
    }
    tags[first + way] &= ~flag;
    return true;
  }

  public final boolean isDirty(final long line) {
    final int first = set(line) * ways;
    final int way = way(first, line);
    return way >= 0 && (tags[first + way] & DIRTY) != 0;
  }

  /** How many lines are dirty. */
  public final long dirty() {
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
  public abstract long use(long line, long dirty);

  /**
   * Puts a line in that isn't there.
   *
   * @param flags {@link #FLAGS} of its tag
   * @return the tag of the one that had to go, 0 if there was room
   */
  public abstract long insert(long line, long flags);

  /**
   * Takes a line out, if it is there. Its place is the next to be filled.
   *
   * @return its tag, 0 if it wasn't there
   */
  public abstract long remove(long line);

  /**
   * Uses a line, or puts it in if it isn't there, and says so in {@link #evicted} and {@link
   * #settled}.
   *
   * @param dirty {@link #DIRTY} if it is written to, otherwise 0
   * @return whether it was there
   */
  public boolean useOrInsert(final long line, final long dirty) {
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
  public boolean insertionCountsAsUse() {
    return true;
  }
}
