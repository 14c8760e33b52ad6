package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.policy.CacheSets;
import io.memtracer.plugins.support.Kinds;

/**
 * One cache, and what it does with what it hasn't got.
 *
 * <p>A line that misses is fetched from the next level first; then the line goes that has to, and
 * is written back if it is dirty. Levels hold what they were asked for, whatever the others do:
 * neither inclusive nor exclusive; others are in a room of their own.
 */
public final class CacheLevel implements Cache {

  private final int index;
  private final CacheSets sets;
  private final LevelCounts counts;
  private final Storage next;
  private final boolean allocate;

  /** What a write makes of a line here: dirty, unless it is written through. */
  private final long written;

  public CacheLevel(
      final int index,
      final LevelSpec spec,
      final CacheSets sets,
      final LevelCounts counts,
      final Storage next) {
    this.index = index;
    this.sets = sets;
    this.counts = counts;
    this.next = next;
    allocate = spec.allocate();
    written = spec.writeBack() ? CacheSets.DIRTY : 0;
  }

  /** Most caches do nearly the same for loads and stores: which of both it is needs no branch. */
  @Override
  public int access(final long line, final int who) {
    return allocate && written == CacheSets.DIRTY
        ? useOrFetch(line, CacheSets.DIRTY * Kinds.storeBit(who), who)
        : Cache.super.access(line, who);
  }

  @Override
  public int read(final long line, final int who) {
    return useOrFetch(line, 0, who);
  }

  @Override
  public int write(final long line, final int who) {
    if (who == NOBODY) {
      counts.writesIn++;
    }
    if (!allocate) {
      return writeWithoutAllocating(line, who);
    }
    final int answered = useOrFetch(line, written, who);
    writeThrough(line);
    return answered;
  }

  private int writeWithoutAllocating(final long line, final int who) {
    sets.settled = sets.use(line, written);
    if (sets.settled == 0) {
      counts.misses[who]++;
      return next.write(line, who);
    }
    writeThrough(line);
    return index;
  }

  /** A line that is fetched has its place already, and what it pushed out goes when it is here. */
  private int useOrFetch(final long line, final long dirty, final int who) {
    if (sets.useOrInsert(line, dirty)) {
      return index;
    }
    counts.misses[who]++;
    final long evicted = sets.evicted;
    final int answered = next.read(line, who);
    drop(evicted);
    return answered;
  }

  private void writeThrough(final long line) {
    if (written == 0) {
      next.write(line, NOBODY);
    }
  }

  @Override
  public void writeBack(final long line) {
    counts.writesIn++;
    if (!allocate) {
      if (sets.use(line, written) == 0 || written == 0) {
        next.writeBack(line);
      }
      return;
    }
    if (!sets.useOrInsert(line, written)) {
      drop(sets.evicted);
    }
    if (written == 0) {
      next.writeBack(line);
    }
  }

  private void drop(final long evicted) {
    if ((evicted & CacheSets.DIRTY) != 0) {
      counts.writeBacks++;
      next.writeBack(evicted >>> CacheSets.NUMBER_SHIFT);
    }
  }

  @Override
  public long settled() {
    return sets.settled;
  }

  @Override
  public int set(final long line) {
    return sets.set(line);
  }
}
