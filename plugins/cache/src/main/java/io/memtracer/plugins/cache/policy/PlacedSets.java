package io.memtracer.plugins.cache.policy;

/** Policies that leave a line where it is and remember something of each place beside it. */
abstract class PlacedSets extends CacheSets {

  /** How many places of a set are taken. */
  private final int[] taken;

  PlacedSets(final int sets, final int ways) {
    super(sets, ways);
    taken = new int[sets];
  }

  @Override
  public final long use(final long line, final long dirty) {
    final int set = set(line);
    final int first = set * ways;
    final int way = way(first, line);
    if (way < 0) {
      return 0;
    }
    used(set, way);
    tags[first + way] |= dirty;
    return tags[first + way];
  }

  @Override
  public final long insert(final long line, final long flags) {
    final int set = set(line);
    final int way;
    if (taken[set] < ways) {
      way = firstEmpty(set * ways);
      taken[set]++;
    } else {
      way = victim(set);
    }
    final int place = set * ways + way;
    final long evicted = tags[place];
    tags[place] = tag(line) | flags;
    inserted(set, way);
    return evicted;
  }

  private int firstEmpty(final int first) {
    int way = 0;
    while (tags[first + way] != 0) {
      way++;
    }
    return way;
  }

  @Override
  public final long remove(final long line) {
    final int set = set(line);
    final int way = way(set * ways, line);
    if (way < 0) {
      return 0;
    }
    final long removed = tags[set * ways + way];
    tags[set * ways + way] = 0;
    taken[set]--;
    return removed;
  }

  /** A line that was there is used. */
  abstract void used(int set, int way);

  /** A line has come. */
  abstract void inserted(int set, int way);

  /** Which place of a full set becomes free. */
  abstract int victim(int set);
}
