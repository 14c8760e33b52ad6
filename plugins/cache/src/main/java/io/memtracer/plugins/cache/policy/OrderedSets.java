package io.memtracer.plugins.cache.policy;

/**
 * LRU and FIFO: the tags of a set are in order, the last one goes next. With LRU, a line that is
 * used gets to the front; with FIFO, only one that comes.
 */
final class OrderedSets extends CacheSets {

  private final boolean byUse;

  OrderedSets(final int sets, final int ways, final boolean byUse) {
    super(sets, ways);
    this.byUse = byUse;
  }

  /** Looks from the front, where lines are likely to be with LRU. */
  @Override
  public long use(final long line, final long dirty) {
    final int first = set(line) * ways;
    final long clean = tag(line);
    for (int way = 0; way < ways; way++) {
      final long found = tags[first + way];
      if ((found & ~FLAGS) == clean) {
        final long tag = found | dirty;
        if (byUse) {
          pushTo(first, way, tag);
        } else {
          tags[first + way] = tag;
        }
        return tag;
      }
    }
    return 0;
  }

  /** With LRU one pass does both: each line moves one on, up to where the used one was. */
  @Override
  public boolean useOrInsert(final long line, final long dirty) {
    if (!byUse) {
      return super.useOrInsert(line, dirty);
    }
    final int first = set(line) * ways;
    final long clean = tag(line);
    long moving = clean | dirty;
    for (int place = first; place < first + ways; place++) {
      final long found = tags[place];
      tags[place] = moving;
      if ((found & ~FLAGS) == clean) {
        settled = found | dirty;
        tags[first] = settled;
        return true;
      }
      moving = found;
    }
    evicted = moving;
    settled = clean | dirty;
    return false;
  }

  @Override
  public long insert(final long line, final long flags) {
    final int first = set(line) * ways;
    final long evicted = tags[first + ways - 1];
    pushTo(first, ways - 1, tag(line) | flags);
    return evicted;
  }

  /** Empty places are behind all others. */
  @Override
  public long remove(final long line) {
    final int first = set(line) * ways;
    final int way = way(first, line);
    if (way < 0) {
      return 0;
    }
    final long removed = tags[first + way];
    System.arraycopy(tags, first + way + 1, tags, first + way, ways - 1 - way);
    tags[first + ways - 1] = 0;
    return removed;
  }

  /** Puts a tag at the front; those before a place move one on. */
  private void pushTo(final int first, final int way, final long tag) {
    for (int place = first + way; place > first; place--) {
      tags[place] = tags[place - 1];
    }
    tags[first] = tag;
  }
}
