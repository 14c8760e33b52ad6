package io.memtracer.plugins.cache.sample;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.result.Section;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.policy.Policy;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.LruSets;
import io.memtracer.plugins.support.MissBounds;
import java.util.Optional;

/** What is known of the first level in a run of which blocks were traced. Not thread-safe. */
public final class SampledCaches {

  private final LevelSpec level;
  private final int lineShift;
  private final long lastLine;
  private final LruSets lines;
  private final MissBounds bounds = new MissBounds();

  private SampledCaches(final LevelSpec level, final int lineBytes) {
    this.level = level;
    lineShift = Integer.numberOfTrailingZeros(lineBytes);
    lastLine = -1L >>> lineShift;
    lines = new LruSets(level.sets(lineBytes), level.ways());
  }

  /**
   * If something can be said: of a cache that keeps what was used last, and that nobody else
   * changes.
   */
  public static Optional<SampledCaches> of(
      final AnalysisContext context, final HierarchySpec spec) {
    final LevelSpec level = spec.levels().get(0);
    final boolean isLru = level.policy() == Policy.LRU && level.allocate();
    final boolean isChanged = context.vcpus() > 1 || spec.inclusions() || spec.prefetches();
    return context.sampling().tracesAll() || isChanged || !isLru
        ? Optional.empty()
        : Optional.of(new SampledCaches(level, spec.lineBytes()));
  }

  public void add(final RecordBatch batch) {
    final long space = AddressSpaces.of(batch.task());
    bounds.accesses(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      final int kind = Kinds.of(batch.word(i));
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long last = (address + batch.accessSize(i) - 1) >>> lineShift;
      long line = address >>> lineShift;
      use(line, kind);
      while (line != last) {
        line = (line + 1) & lastLine;
        use(line, kind);
      }
    }
  }

  private void use(final long line, final int kind) {
    final long tag = line << 1 | 1;
    final long left = lines.use(line, tag);
    if (left != tag) {
      bounds.miss(kind, left != 0);
    }
  }

  /** Accesses are left out, and another block begins behind them. */
  public void gap(final long accesses) {
    bounds.gap(accesses);
    lines.clear();
  }

  /** The trace ends: what is likely of the whole run. */
  public Section section() {
    return bounds.section(level.name());
  }
}
