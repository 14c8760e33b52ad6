package io.memtracer.plugins.cache.coherence;

import io.memtracer.plugins.cache.inclusion.Held;
import io.memtracer.plugins.cache.level.LostLines;
import io.memtracer.plugins.cache.policy.CacheSets;
import java.util.Arrays;
import java.util.List;

/** The private caches of one vCPU, where those of others are kept coherent with them. */
public final class PrivateCaches {

  private final Coherence coherence;
  private final Held[] levels;
  private final LostLines[] lost;

  public PrivateCaches(final Coherence coherence, final List<Held> levels) {
    this.coherence = coherence;
    this.levels = levels.toArray(Held[]::new);
    lost = new LostLines[levels.size()];
    Arrays.setAll(lost, level -> new LostLines());
  }

  /** This vCPU is about to load from a line: what others wrote to it gets behind. */
  public void beforeLoad(final long line) {
    if (!has(line)) {
      coherence.load(this, line);
    }
  }

  boolean has(final long line) {
    for (final Held level : levels) {
      if (level.sets.has(line)) {
        return true;
      }
    }
    return false;
  }

  /** This vCPU is about to write to a line: others lose it, unless it is dirty here already. */
  public void beforeStore(final long line) {
    for (final Held level : levels) {
      if (level.sets.isDirty(line)) {
        return;
      }
    }
    coherence.store(this, line);
  }

  /** This vCPU is about to access a line: which levels miss it because they lost it. */
  public void countLost(final long line, final int who) {
    for (int level = 0; level < levels.length; level++) {
      final boolean wasLost = lost[level].remove(line);
      if (levels[level].sets.has(line)) {
        return;
      }
      if (wasLost) {
        levels[level].counts.coherenceMisses[who]++;
      }
    }
  }

  /**
   * Another vCPU loads from a line.
   *
   * @return whether it was dirty, and is no more
   */
  boolean clean(final long line) {
    boolean cleaned = false;
    for (final Held level : levels) {
      if (level.clean(line)) {
        level.counts.cleaned++;
        cleaned = true;
      }
    }
    return cleaned;
  }

  /**
   * Another vCPU writes to a line.
   *
   * @return whether it was dirty
   */
  boolean lose(final long line) {
    long removed = 0;
    for (int level = 0; level < levels.length; level++) {
      final long tag = levels[level].loseToStore(line);
      if (tag != 0) {
        lost[level].add(line);
      }
      removed |= tag;
    }
    return (removed & CacheSets.DIRTY) != 0;
  }
}
