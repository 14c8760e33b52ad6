package io.memtracer.plugins.cache.causes;

import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.LostLines;
import io.memtracer.plugins.cache.level.TouchedLines;
import io.memtracer.plugins.cache.options.LevelSpec;

/**
 * A cache with one beside it that has the same size, a single set and LRU, and is asked for the
 * same, which says why the cache misses: M. D. Hill and A. J. Smith, "Evaluating associativity in
 * CPU caches", IEEE Transactions on Computers 38(12), 1989.
 *
 * <p>What others take from the cache, they take from the one beside: that it misses then is due to
 * them. What its own prefetcher brings the one beside doesn't get.
 */
public final class ClassifiedCache implements Cache {

  private final Cache cache;
  private final int index;
  private final boolean allocate;
  private final FullyAssociativeLru beside;
  private final MissCauses causes;
  private final TouchedLines had = new TouchedLines();

  /** What went from here or from the one beside since it was asked for. */
  private final LostLines lostToStores = new LostLines();

  private final LostLines lostWithNext = new LostLines();

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
      final Cache cache,
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
    final long[] cause = ask(line, who, true);
    final int answered = cache.read(line, who);
    count(answered, who, cause);
    return answered;
  }

  @Override
  public int write(final long line, final int who) {
    final long[] cause = ask(line, who, allocate);
    final int answered = cache.write(line, who);
    count(answered, who, cause);
    return answered;
  }

  @Override
  public void writeBack(final long line) {
    ask(line, NOBODY, allocate);
    cache.writeBack(line);
  }

  /**
   * The one beside is asked for the same.
   *
   * @param brings whether the line is here afterwards
   * @return where it is counted if the cache misses
   */
  private long[] ask(final long line, final int who, final boolean brings) {
    final boolean inBeside = brings ? beside.useOrInsert(line) : beside.use(line);
    hasLast = brings || inBeside;
    if (!inBeside) {
      causes.fullyAssociative[who]++;
    }
    final boolean isCold = brings ? had.add(line) : !had.has(line);
    if (lostToStores.remove(line)) {
      return causes.coherence;
    }
    if (lostWithNext.remove(line)) {
      return causes.inclusion;
    }
    if (isCold) {
      return causes.cold;
    }
    return inBeside ? causes.conflict : causes.capacity;
  }

  private void count(final int answered, final int who, final long[] cause) {
    if (answered != index) {
      cause[who]++;
    }
  }

  /**
   * Another vCPU writes to a line: the one beside loses it as well.
   *
   * @param wasHere whether this cache has lost it
   */
  public void loseToStore(final long line, final boolean wasHere) {
    lose(line, wasHere, lostToStores, lostWithNext);
  }

  /**
   * An inclusive level behind lost a line: the one beside loses it as well.
   *
   * @param wasHere whether this cache has lost it
   */
  public void loseWithNext(final long line, final boolean wasHere) {
    lose(line, wasHere, lostWithNext, lostToStores);
  }

  /** What took it last is why it is missing. */
  private void lose(
      final long line, final boolean wasHere, final LostLines lost, final LostLines before) {
    final boolean wasBeside = beside.remove(line);
    if (wasHere || wasBeside) {
      before.remove(line);
      lost.add(line);
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
