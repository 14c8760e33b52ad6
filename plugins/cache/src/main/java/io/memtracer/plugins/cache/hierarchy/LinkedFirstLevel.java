package io.memtracer.plugins.cache.hierarchy;

import io.memtracer.plugins.cache.coherence.PrivateCaches;
import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.FirstLevel;
import io.memtracer.plugins.cache.level.LastLineOnly;
import io.memtracer.plugins.cache.prefetch.CurrentAccess;
import io.memtracer.plugins.cache.prefetch.PrefetchingLevel;
import io.memtracer.plugins.support.Kinds;
import java.util.List;

/** A first level in a hierarchy whose caches are linked to each other. */
final class LinkedFirstLevel extends FirstLevel {

  /** Whether the order of use over all sets is looked at, as in {@link LastLineOnly}. */
  private final boolean lastLineOnly;

  private final CurrentAccess current;

  /** Null if there is no coherence. */
  private final PrivateCaches own;

  /** The levels with a prefetcher, private ones before shared ones. */
  private final PrefetchingLevel[] prefetching;

  private final int privatePrefetching;

  LinkedFirstLevel(
      final Cache cache,
      final int sets,
      final boolean lastLineOnly,
      final CurrentAccess current,
      final PrivateCaches own,
      final List<PrefetchingLevel> privateOnes,
      final List<PrefetchingLevel> sharedOnes) {
    super(cache, sets);
    this.lastLineOnly = lastLineOnly;
    this.current = current;
    this.own = own;
    privatePrefetching = privateOnes.size();
    prefetching = new PrefetchingLevel[privatePrefetching + sharedOnes.size()];
    for (int i = 0; i < prefetching.length; i++) {
      prefetching[i] =
          i < privatePrefetching ? privateOnes.get(i) : sharedOnes.get(i - privatePrefetching);
    }
  }

  @Override
  public int access(final long line, final int who, final long word, final long address) {
    if (lastLineOnly) {
      forgetLast(line);
    }
    current.is(word, address, line);
    if (own != null) {
      own.countLost(line, who);
      if (Kinds.isStore(who)) {
        own.beforeStore(line);
      } else {
        own.beforeLoad(line);
      }
    }
    final int answered = super.access(line, who, word, address);
    for (int i = 0; i < prefetching.length; i++) {
      prefetching[i].fetchWanted(i < privatePrefetching ? own : null);
    }
    return answered;
  }
}
