package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.support.LongTable;

/**
 * Lines that a cache, or the one beside it, had until somebody took them: 32 neighbours have a bit
 * each in one entry.
 */
public final class LostLines {

  private static final int GROUP_LOG2 = 5;
  private static final long USED = 1L << 32;

  private final LongTable groups = new LongTable();

  /** How many there are: mostly none, so that nobody needs to look. */
  private long size;

  public void add(final long line) {
    final long group = line >>> GROUP_LOG2;
    final int place = groups.find(group);
    final long lines = groups.value(place);
    if ((lines & bit(line)) != 0) {
      return;
    }
    size++;
    if (lines == 0) {
      groups.insert(place, group, USED | bit(line));
    } else {
      groups.update(place, lines | bit(line));
    }
  }

  /**
   * Forgets a line.
   *
   * @return whether it was lost
   */
  public boolean remove(final long line) {
    if (size == 0) {
      return false;
    }
    final int place = groups.find(line >>> GROUP_LOG2);
    final long lines = groups.value(place);
    if ((lines & bit(line)) == 0) {
      return false;
    }
    size--;
    groups.update(place, lines & ~bit(line));
    return true;
  }

  private static long bit(final long line) {
    return 1L << (line & ((1 << GROUP_LOG2) - 1));
  }
}
