package io.memtracer.plugins.cache;

/**
 * One cache, and what it does with what it hasn't got.
 *
 * <p>A line that misses is fetched from the next level first; then the line goes that has to, and
 * is written back if it is dirty. Levels hold what they were asked for, whatever the others do:
 * neither inclusive nor exclusive.
 */
final class CacheLevel implements Storage {

  private final int index;
  private final CacheSets sets;
  private final LevelCounts counts;
  private final Storage next;
  private final boolean allocate;

  /** What a write makes of a line here: dirty, unless it is written through. */
  private final long written;

  private long settled;

  CacheLevel(
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

  @Override
  public int read(final long line, final int who) {
    settled = sets.use(line, 0);
    if (settled != 0) {
      return index;
    }
    counts.misses[who]++;
    final int answered = next.read(line, who);
    fill(line, 0);
    return answered;
  }

  @Override
  public int write(final long line, final int who) {
    if (who == NOBODY) {
      counts.writesIn++;
    }
    settled = sets.use(line, written);
    if (settled != 0) {
      writeThrough(line);
      return index;
    }
    counts.misses[who]++;
    if (!allocate) {
      return next.write(line, who);
    }
    final int answered = next.read(line, who);
    fill(line, written);
    writeThrough(line);
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
    final boolean here = sets.use(line, written) != 0;
    if (!here) {
      counts.misses[NOBODY]++;
      if (allocate) {
        fill(line, written);
      }
    }
    if (written == 0 || !(here || allocate)) {
      next.writeBack(line);
    }
  }

  private void fill(final long line, final long dirty) {
    final long evicted = sets.insert(line, dirty);
    settled = sets.insertionCountsAsUse() ? CacheSets.tag(line) | dirty : 0;
    if ((evicted & CacheSets.DIRTY) != 0) {
      counts.writeBacks++;
      next.writeBack(evicted >>> CacheSets.NUMBER_SHIFT);
    }
  }

  /**
   * The tag of the line that was read or written last, if reading it at once again changes nothing;
   * otherwise 0. If it is dirty, writing it again changes nothing either.
   */
  long settled() {
    return settled;
  }

  int set(final long line) {
    return sets.set(line);
  }

  long dirtyLines() {
    return sets.dirty();
  }
}
