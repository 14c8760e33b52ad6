package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.cache.policy.CacheSets;
import java.util.Arrays;

/**
 * A cache of the first level, with what most accesses need only: for each set the line that was
 * used last. Using it again is a hit and changes nothing, so a look at one number does.
 */
public class FirstLevel {

  /** All bits are set, and not the number of a line: those have fewer. */
  private static final long NO_LINE = -1;

  /** For each set the line whose load changes nothing, and beside it the one whose store does. */
  final long[] unchanging;

  private final Cache cache;
  private int lastSet;

  /**
   * Makes an empty one.
   *
   * @param sets a power of two
   */
  public FirstLevel(final Cache cache, final int sets) {
    this.cache = cache;
    unchanging = new long[2 * sets];
    Arrays.fill(unchanging, NO_LINE);
  }

  /**
   * Any access to one line.
   *
   * @param word its record's word 0
   * @param address its first byte in the line
   * @return the index of the level that had it
   */
  public int access(final long line, final int who, final long word, final long address) {
    final int answered = cache.access(line, who);
    final long settled = cache.settled();
    final int place = 2 * cache.set(line);
    unchanging[place] = lineIf(settled, line);
    unchanging[place + 1] = lineIf(settled & CacheSets.DIRTY, line);
    return answered;
  }

  /**
   * A line if a number, which isn't negative, isn't 0; otherwise none, in which all bits are set.
   * Without a branch, as nothing foretells it.
   */
  private static long lineIf(final long number, final long line) {
    return line | ((number - 1) >> (Long.SIZE - 1));
  }

  public final int set(final long line) {
    return cache.set(line);
  }

  /** A line is about to be used: from now on only to use it again at once changes nothing. */
  protected final void forgetLast(final long line) {
    forget(lastSet);
    lastSet = set(line);
  }

  /** The next use of a line of this set may change something. */
  public final void forget(final int set) {
    unchanging[2 * set] = NO_LINE;
    unchanging[2 * set + 1] = NO_LINE;
  }
}
