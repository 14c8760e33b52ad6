package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.cache.policy.CacheSets;
import io.memtracer.plugins.support.Kinds;
import java.util.Arrays;

/**
 * A cache of the first level, with what most accesses need only: for each set the line that was
 * used last. Using it again is a hit and changes nothing, so a look at one number does.
 */
public class FirstLevel {

  /** Not the number of a line: those have fewer bits. */
  private static final long NO_LINE = -1;

  /**
   * For each set the line whose load changes nothing; then for each set the line whose store does.
   */
  final long[] unchanging;

  private final Cache cache;
  private final int sets;
  private int lastSet;

  /**
   * Makes an empty one.
   *
   * @param sets a power of two
   */
  public FirstLevel(final Cache cache, final int sets) {
    this.cache = cache;
    this.sets = sets;
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
    final int answered = Kinds.isStore(who) ? cache.write(line, who) : cache.read(line, who);
    final long settled = cache.settled();
    final int set = cache.set(line);
    unchanging[set] = settled == 0 ? NO_LINE : line;
    unchanging[sets + set] = (settled & CacheSets.DIRTY) == 0 ? NO_LINE : line;
    return answered;
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
    unchanging[set] = NO_LINE;
    unchanging[sets + set] = NO_LINE;
  }
}
