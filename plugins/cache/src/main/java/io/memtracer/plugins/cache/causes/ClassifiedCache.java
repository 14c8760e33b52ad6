package io.memtracer.plugins.cache.causes;

import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.CacheLevel;
import io.memtracer.plugins.cache.level.TouchedLines;
import io.memtracer.plugins.cache.options.LevelSpec;

/**
 * A cache with one beside it that has the same size, a single set and LRU, and is asked for the
 * same, which says why the cache misses: M. D. Hill and A. J. Smith, "Evaluating associativity in
 * CPU caches", IEEE Transactions on Computers 38(12), 1989.
 */
public final class ClassifiedCache implements Cache {

  private final CacheLevel cache;
  private final int index;
  private final boolean allocate;
  private final FullyAssociativeLru beside;
  private final MissCauses causes;
  private final TouchedLines had = new TouchedLines();

  /** Whether the line used last is in the one beside, so that using it again changes nothing. */
  private boolean hasLast;

  /**
   * Puts an empty one beside an empty cache.
   *
   * @param index of the level
   * @param spec of the level
   * @param lineBytes a power of two
   */
  public ClassifiedCache(
      final CacheLevel cache,
      final int index,
      final LevelSpec spec,
      final int lineBytes,
      final MissCauses causes) {
    this.cache = cache;
    this.index = index;
    this.causes = causes;
    allocate = spec.allocate();
    beside = new FullyAssociativeLru((int) (spec.bytes() / lineBytes));
  }

  @Override
  public int read(final long line, final int who) {
    final boolean inBeside = beside.useOrInsert(line);
    hasLast = true;
    final boolean cold = had.add(line);
    final int answered = cache.read(line, who);
    count(answered, who, cold, inBeside);
    return answered;
  }

  @Override
  public int write(final long line, final int who) {
    final boolean inBeside = allocate ? beside.useOrInsert(line) : beside.use(line);
    hasLast = allocate || inBeside;
    final boolean cold = allocate ? had.add(line) : !had.has(line);
    final int answered = cache.write(line, who);
    count(answered, who, cold, inBeside);
    return answered;
  }

  @Override
  public void writeBack(final long line) {
    if (allocate) {
      beside.useOrInsert(line);
      had.add(line);
    } else {
      beside.use(line);
    }
    cache.writeBack(line);
  }

  private void count(
      final int answered, final int who, final boolean cold, final boolean inBeside) {
    if (!inBeside) {
      causes.fullyAssociative[who]++;
    }
    if (answered != index) {
      if (cold) {
        causes.cold[who]++;
      } else if (inBeside) {
        causes.conflict[who]++;
      }
    }
  }

  @Override
  public long settled() {
    return hasLast ? cache.settled() : 0;
  }

  @Override
  public int set(final long line) {
    return cache.set(line);
  }
}
