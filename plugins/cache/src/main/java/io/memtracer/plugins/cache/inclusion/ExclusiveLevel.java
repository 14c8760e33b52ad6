package io.memtracer.plugins.cache.inclusion;

import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.level.Storage;
import io.memtracer.plugins.cache.policy.CacheSets;

/**
 * One cache that has what the level before it lost, and nothing else: a line that is read moves up
 * and is here no longer.
 */
public final class ExclusiveLevel implements Cache {

  private final int index;
  private final Held held;
  private final CacheSets sets;
  private final LevelCounts counts;
  private final Storage next;

  public ExclusiveLevel(final int index, final Held held, final Storage next) {
    this.index = index;
    this.held = held;
    this.next = next;
    sets = held.sets;
    counts = held.counts;
  }

  @Override
  public int read(final long line, final int who) {
    final long moved = held.remove(line);
    if (moved != 0) {
      return (moved & CacheSets.DIRTY) != 0 ? index | MOVED_DIRTY : index;
    }
    counts.misses[who]++;
    return next.read(line, who);
  }

  /** A part of a line, which is no reason to have it. */
  @Override
  public int write(final long line, final int who) {
    if (who == NOBODY) {
      counts.writesIn++;
    }
    if (sets.use(line, CacheSets.DIRTY) != 0) {
      return index;
    }
    counts.misses[who]++;
    return next.write(line, who);
  }

  @Override
  public void writeBack(final long line) {
    counts.writesIn++;
    next.overwritten(line);
    take(line, CacheSets.DIRTY);
  }

  @Override
  public void dropped(final long line) {
    counts.cleanIn++;
    take(line, 0);
  }

  /** It may be here: another vCPU's cache, or another level above, may have lost it before. */
  private void take(final long line, final long dirty) {
    if (sets.use(line, dirty) == 0) {
      drop(sets.insert(line, dirty));
    }
  }

  private void drop(final long evicted) {
    final long line = evicted >>> CacheSets.NUMBER_SHIFT;
    if ((evicted & CacheSets.DIRTY) != 0) {
      counts.writeBacks++;
      next.writeBack(line);
    } else if (evicted != 0) {
      next.dropped(line);
    }
  }

  @Override
  public void overwritten(final long line) {
    held.remove(line);
    next.overwritten(line);
  }

  /** Nobody looks here first. */
  @Override
  public long settled() {
    return 0;
  }

  @Override
  public int set(final long line) {
    return sets.set(line);
  }
}
