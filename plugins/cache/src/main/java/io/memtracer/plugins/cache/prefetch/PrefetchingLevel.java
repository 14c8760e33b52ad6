package io.memtracer.plugins.cache.prefetch;

import io.memtracer.plugins.cache.coherence.PrivateCaches;
import io.memtracer.plugins.cache.inclusion.LinkedLevel;
import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.LevelCounts;

/**
 * A cache with a prefetcher, which sees what wouldn't be there without it: misses, and the first
 * use of each line that it brought ("tagged prefetch", A. J. Smith, "Cache memories", ACM Computing
 * Surveys 14(3), 1982).
 *
 * <p>What it wants is fetched when the access is over, by {@link #fetchWanted}: meanwhile lines
 * above would be without their place here.
 */
public final class PrefetchingLevel implements Cache {

  private final LinkedLevel cache;
  private final int index;
  private final LevelCounts counts;
  private final Prefetcher prefetcher;

  /** An access asks for one line, and each prefetch of each level above for one more. */
  private final long[] wanted;

  private int wantedCount;

  public PrefetchingLevel(
      final LinkedLevel cache,
      final int index,
      final LevelCounts counts,
      final Prefetcher prefetcher) {
    this.cache = cache;
    this.index = index;
    this.counts = counts;
    this.prefetcher = prefetcher;
    wanted = new long[1 << index];
  }

  @Override
  public int read(final long line, final int who) {
    final int answered = cache.read(line, who);
    look(line, who, answered);
    return answered;
  }

  @Override
  public int write(final long line, final int who) {
    final int answered = cache.write(line, who);
    if (who != NOBODY) {
      look(line, who, answered);
    }
    return answered;
  }

  private void look(final long line, final int who, final int answered) {
    if (answered == index) {
      if (!cache.isFirstUse(line)) {
        return;
      }
      counts.prefetchedUsed[who]++;
    }
    final long next = prefetcher.after(line);
    if (next != line) {
      wanted[wantedCount++] = next;
    }
  }

  /**
   * Fetches what isn't here.
   *
   * @param own the private caches of the vCPU, if this is one of them and others must know;
   *     otherwise null
   */
  public void fetchWanted(final PrivateCaches own) {
    for (int i = 0; i < wantedCount; i++) {
      if (!cache.has(wanted[i])) {
        if (own != null) {
          own.beforeLoad(wanted[i]);
        }
        cache.prefetch(wanted[i]);
        counts.prefetched++;
      }
    }
    wantedCount = 0;
  }

  @Override
  public void writeBack(final long line) {
    cache.writeBack(line);
  }

  @Override
  public long settled() {
    return cache.settled();
  }

  @Override
  public int set(final long line) {
    return cache.set(line);
  }
}
