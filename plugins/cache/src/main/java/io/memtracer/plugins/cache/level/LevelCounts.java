package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.Shares;
import java.util.Arrays;

/** What was counted at one level, in all its caches. */
public final class LevelCounts {

  /** Misses by {@link Kinds}, and those for nobody. */
  public final long[] misses = new long[Kinds.COUNT + 1];

  /** Lines that went and had been written to. */
  public long writeBacks;

  /** Writes that the level above sent: its write-backs, and what it writes through. */
  public long writesIn;

  /** Clean lines that the level above lost and this one took, as it is exclusive. */
  public long cleanIn;

  /** Lines that went because an inclusive level behind lost them. */
  public long lostWithNext;

  /** Lines that went because another vCPU wrote to them. */
  public long lostToStores;

  /** Lines that had been written to until another vCPU read them. */
  public long cleaned;

  /** Misses of lines that another vCPU's store had taken, by {@link Kinds}. */
  public final long[] coherenceMisses = new long[Kinds.COUNT];

  /** Lines that were fetched before they were asked for. */
  public long prefetched;

  /** Of these, those that were asked for then, by {@link Kinds}, and by the level above itself. */
  public final long[] prefetchedUsed = new long[Kinds.COUNT + 1];

  /** Adds what was counted of other lines. */
  public void add(final LevelCounts other) {
    add(misses, other.misses);
    writeBacks += other.writeBacks;
    writesIn += other.writesIn;
    cleanIn += other.cleanIn;
    lostWithNext += other.lostWithNext;
    lostToStores += other.lostToStores;
    cleaned += other.cleaned;
    add(coherenceMisses, other.coherenceMisses);
    prefetched += other.prefetched;
    add(prefetchedUsed, other.prefetchedUsed);
  }

  private static void add(final long[] counts, final long[] more) {
    Arrays.setAll(counts, i -> counts[i] + more[i]);
  }

  /** How many prefetched lines were asked for, by anybody. */
  public long used() {
    return covered() + prefetchedUsed[Kinds.COUNT];
  }

  /** How many accesses would have missed here without the prefetcher. */
  public long covered() {
    return Kinds.Part.TOTAL.all(prefetchedUsed);
  }

  /** Their part in all that would have. */
  public double coverage() {
    return Shares.share(covered(), covered() + Kinds.Part.TOTAL.all(misses));
  }
}
