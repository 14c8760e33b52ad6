package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.support.LongTable;

/** Which lines were ever accessed: 64 neighbours have a bit each in one entry. */
public final class TouchedLines {

  private final LongTable groups = new LongTable();

  /**
   * Takes note of a line.
   *
   * @return whether it wasn't there before
   */
  public boolean add(final long line) {
    final long group = line >>> 6;
    final long bit = 1L << line;
    final int place = groups.find(group);
    final long lines = groups.value(place);
    if ((lines & bit) != 0) {
      return false;
    }
    if (lines == 0) {
      groups.insert(place, group, bit);
    } else {
      groups.update(place, lines | bit);
    }
    return true;
  }

  public boolean has(final long line) {
    return (groups.value(groups.find(line >>> 6)) & (1L << line)) != 0;
  }
}
