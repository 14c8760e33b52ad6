package io.memtracer.plugins.cache.inclusion;

import io.memtracer.plugins.cache.causes.ClassifiedCache;
import io.memtracer.plugins.cache.level.FirstLevel;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.policy.CacheSets;
import java.util.ArrayList;
import java.util.List;

/** What one cache holds, for other caches that have a say in it. */
public final class Held {

  public final CacheSets sets;
  public final LevelCounts counts;

  /** Of the caches that ask this one. */
  private final List<Held> above = new ArrayList<>();

  /** Set where this is of a first level. */
  private FirstLevel firstLevel;

  /** Set where it is looked at why this one misses. */
  private ClassifiedCache classified;

  public Held(final CacheSets sets, final LevelCounts counts) {
    this.sets = sets;
    this.counts = counts;
  }

  public void isBehind(final Held other) {
    above.add(other);
  }

  public void isOf(final FirstLevel newFirstLevel) {
    firstLevel = newFirstLevel;
  }

  public void isOf(final ClassifiedCache newClassified) {
    classified = newClassified;
  }

  /**
   * Takes a line out, if it is there.
   *
   * @return its tag, 0 if it wasn't there
   */
  public long remove(final long line) {
    final long removed = sets.remove(line);
    if (removed != 0) {
      forget(line);
    }
    return removed;
  }

  /**
   * Says that a line isn't dirty any more.
   *
   * @return whether it was
   */
  public boolean clean(final long line) {
    final boolean cleaned = sets.clear(line, CacheSets.DIRTY);
    if (cleaned) {
      forget(line);
    }
    return cleaned;
  }

  /** The set of the line isn't as its last access left it. */
  void forget(final long line) {
    if (firstLevel != null) {
      firstLevel.forget(sets.set(line));
    }
  }

  /**
   * Another vCPU writes to a line.
   *
   * @return its tag, 0 if it wasn't there
   */
  public long loseToStore(final long line) {
    final long lost = remove(line);
    if (lost != 0) {
      counts.lostToStores++;
    }
    if (classified != null) {
      classified.loseToStore(line, lost != 0);
    }
    return lost;
  }

  /**
   * This cache lost a line, and is inclusive: so those above lose it.
   *
   * @return whether it was dirty in one of them
   */
  boolean loseAbove(final long line) {
    boolean dirty = false;
    for (int i = 0; i < above.size(); i++) {
      dirty |= above.get(i).lose(line);
    }
    return dirty;
  }

  private boolean lose(final long line) {
    final long lost = remove(line);
    if (lost != 0) {
      counts.lostWithNext++;
    }
    if (classified != null) {
      classified.loseWithNext(line, lost != 0);
    }
    final boolean dirtyAbove = loseAbove(line);
    return dirtyAbove || (lost & CacheSets.DIRTY) != 0;
  }
}
