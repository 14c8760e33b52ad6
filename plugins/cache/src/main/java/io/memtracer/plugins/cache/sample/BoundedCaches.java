package io.memtracer.plugins.cache.sample;

import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.LruBounds;
import io.memtracer.plugins.support.MissBounds;
import java.util.List;

/**
 * The caches of one vCPU, in a block of which nobody knows what they held when it began. A level is
 * asked for certain for what the one before misses for certain, and may be asked for what that one
 * may miss.
 *
 * <p>What was written to before the block and is written back in it isn't known: it isn't counted
 * as a use of the next level. Not thread-safe.
 */
final class BoundedCaches {

  /** What is known of a line: not written to since it came, perhaps, or for certain. */
  private static final byte CLEAN = 0;

  private static final byte PERHAPS_DIRTY = 1;
  private static final byte DIRTY = 2;

  private final List<LevelSpec> specs;
  private final LruBounds[] levels;
  private final MissBounds bounds;

  BoundedCaches(final List<LevelSpec> specs, final int lineBytes, final MissBounds bounds) {
    this.specs = specs;
    this.bounds = bounds;
    levels = new LruBounds[specs.size()];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = new LruBounds(specs.get(level).sets(lineBytes), specs.get(level).ways());
    }
  }

  /** An access is made to a line; returns what is known of the first level. */
  LruBounds.Answer access(final long line, final int kind) {
    final LruBounds.Answer answer = ask(0, line, kind, true);
    if (Kinds.isStore(kind)) {
      levels[0].mark(DIRTY);
    }
    return answer;
  }

  private LruBounds.Answer ask(
      final int index, final long line, final int kind, final boolean isAsked) {
    final LruBounds level = levels[index];
    final LruBounds.Answer answer = level.use(line, tag(line), isAsked);
    if (answer == LruBounds.Answer.HIT) {
      return answer;
    }
    final boolean isMissed = isAsked && answer == LruBounds.Answer.MISS;
    bounds.miss(index, kind, isMissed);
    level.mark(isMissed ? CLEAN : PERHAPS_DIRTY);
    if (index + 1 < levels.length) {
      ask(index + 1, line, kind, isMissed);
    }
    drop(index, isMissed);
    return answer;
  }

  /**
   * Another line goes, if there isn't room.
   *
   * @param isCertain whether what came wasn't there before, but is now
   */
  private void drop(final int index, final boolean isCertain) {
    final LruBounds level = levels[index];
    final byte mark = level.evictedMark();
    final boolean isClean = level.isEvictedCertain() && mark == CLEAN;
    if (isClean || !specs.get(index).writeBack()) {
      return;
    }
    final boolean isWritten = isCertain && level.isEvictedCertain() && mark == DIRTY;
    bounds.writeBack(index, isWritten);
    if (mark != CLEAN && index + 1 < levels.length) {
      receive(index + 1, level.evicted() >>> 1, isWritten);
    }
  }

  /** The level before writes a line back, or may do so. */
  private void receive(final int index, final long line, final boolean isWritten) {
    final LruBounds level = levels[index];
    final LruBounds.Answer answer = level.use(line, tag(line), isWritten);
    final boolean isHit = answer == LruBounds.Answer.HIT;
    if (isWritten || !isHit || level.mark() == CLEAN) {
      level.mark(isWritten ? DIRTY : PERHAPS_DIRTY);
    }
    if (!isHit) {
      drop(index, isWritten && answer == LruBounds.Answer.MISS);
    }
  }

  private static long tag(final long line) {
    return line << 1 | 1;
  }

  void clear() {
    for (final LruBounds level : levels) {
      level.clear();
    }
  }
}
