package io.memtracer.plugins.cache.inclusion;

import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.CacheLevel;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.level.Storage;
import io.memtracer.plugins.cache.options.Inclusion;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.policy.CacheSets;

/**
 * One cache among others that it is linked to: as {@link CacheLevel}, but inclusive if it is to be,
 * before an exclusive one if there is one, and lines may be taken from it and fetched ahead.
 *
 * <p>A line has its place only when it was fetched, since what lies in the place may go meanwhile.
 */
public final class LinkedLevel implements Cache {

  private static final int DIRTY_SHIFT = Integer.numberOfTrailingZeros(MOVED_DIRTY);

  private final int index;
  private final Held held;
  private final CacheSets sets;
  private final LevelCounts counts;
  private final Storage next;
  private final boolean allocate;
  private final boolean inclusive;

  /** What a write makes of a line here: dirty, unless it is written through. */
  private final long written;

  private long settled;

  public LinkedLevel(final int index, final LevelSpec spec, final Held held, final Storage next) {
    this.index = index;
    this.held = held;
    this.next = next;
    sets = held.sets;
    counts = held.counts;
    allocate = spec.allocate();
    inclusive = spec.inclusion() == Inclusion.INCLUSIVE;
    written = spec.writeBack() ? CacheSets.DIRTY : 0;
  }

  @Override
  public int read(final long line, final int who) {
    settled = sets.use(line, 0);
    return settled != 0 ? index : fetch(line, 0, who);
  }

  @Override
  public int write(final long line, final int who) {
    if (who == NOBODY) {
      counts.writesIn++;
    }
    int answered = index;
    settled = sets.use(line, written);
    if (settled == 0) {
      if (!allocate) {
        counts.misses[who]++;
        return next.write(line, who);
      }
      answered = fetch(line, written, who);
    }
    if (written == 0) {
      next.write(line, NOBODY);
    }
    return answered;
  }

  private int fetch(final long line, final long dirty, final int who) {
    counts.misses[who]++;
    final int answered = next.read(line, who);
    final long flags = dirty | dirty(answered);
    drop(sets.insert(line, flags));
    settled = sets.insertionCountsAsUse() ? CacheSets.tag(line) | flags : 0;
    return answered & ~MOVED_DIRTY;
  }

  private static long dirty(final int answered) {
    return answered >> DIRTY_SHIFT & CacheSets.DIRTY;
  }

  /** Fetches a line that nobody asked for, and that isn't here. */
  public void prefetch(final long line) {
    final int answered = next.read(line, NOBODY);
    drop(sets.insert(line, CacheSets.AHEAD | dirty(answered)));
    held.forget(line);
  }

  public boolean has(final long line) {
    return sets.has(line);
  }

  /**
   * Whether a line that was just used was prefetched and not used before. Not twice for the same
   * one.
   */
  public boolean isFirstUse(final long line) {
    if ((settled & CacheSets.AHEAD) == 0) {
      return false;
    }
    settled &= ~CacheSets.AHEAD;
    return sets.clear(line, CacheSets.AHEAD);
  }

  @Override
  public void writeBack(final long line) {
    counts.writesIn++;
    if (sets.use(line, written) == 0) {
      if (!allocate) {
        next.writeBack(line);
        return;
      }
      next.overwritten(line);
      drop(sets.insert(line, written));
    }
    if (written == 0) {
      next.writeBack(line);
    }
  }

  private void drop(final long evicted) {
    if (evicted == 0) {
      return;
    }
    final long line = evicted >>> CacheSets.NUMBER_SHIFT;
    final boolean dirtyAbove = inclusive && held.loseAbove(line);
    if (dirtyAbove || (evicted & CacheSets.DIRTY) != 0) {
      counts.writeBacks++;
      next.writeBack(line);
    } else {
      next.dropped(line);
    }
  }

  @Override
  public long settled() {
    return settled;
  }

  @Override
  public int set(final long line) {
    return sets.set(line);
  }
}
