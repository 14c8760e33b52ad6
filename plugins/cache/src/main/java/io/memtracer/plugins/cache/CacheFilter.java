package io.memtracer.plugins.cache;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.cache.hierarchy.Hierarchy;
import io.memtracer.plugins.cache.level.LineWalk;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.LevelChecks;
import io.memtracer.plugins.cache.options.LevelParser;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.options.LinkChecks;
import io.memtracer.plugins.cache.options.Machine;
import io.memtracer.plugins.support.AddressSpaces;
import java.util.List;

/**
 * A hierarchy of caches as a filter: accesses go in, and what comes out is what it asks of the
 * memory behind it. Not thread-safe. The only thing that other analyzers of ours see of this one.
 */
public final class CacheFilter {

  /** Bytes in a line. */
  public static final int LINE_BYTES = 64;

  private static final int LINE_SHIFT = Integer.numberOfTrailingZeros(LINE_BYTES);
  private static final long SEED = 1;

  private final Hierarchy hierarchy;
  private final LineWalk walk;

  /** Is told what is asked of memory, while an access is made. */
  @FunctionalInterface
  public interface Sink {

    /**
     * A line is read or written, as a whole or, with write-through, in part.
     *
     * @param address its first byte
     * @param written whether it is written
     */
    void line(long address, boolean written);
  }

  private CacheFilter(final List<LevelSpec> levels, final Sink sink) {
    final HierarchySpec spec = new HierarchySpec(levels, LINE_BYTES, SEED, false, false);
    LevelChecks.check(levels, LINE_BYTES);
    LinkChecks.check(spec);
    hierarchy = new Hierarchy(spec, new ReportedMemory(levels.size(), LINE_SHIFT, sink));
    walk = new LineWalk(spec, (word, line, isFirst, answered) -> {});
  }

  /**
   * Makes empty caches.
   *
   * @param levels as the option {@code levels} of the analyzer cache has them, or one of its
   *     machines
   * @param sink is told what they ask of memory
   * @return the filter
   * @throws InvalidOptionException if there can't be such caches
   */
  public static CacheFilter of(final String levels, final Sink sink) {
    final String text = Machine.find(levels).map(machine -> machine.levels).orElse(levels);
    return new CacheFilter(new LevelParser(LINE_BYTES).parse(text), sink);
  }

  /**
   * Makes the accesses of a batch.
   *
   * @param batch all of them in order
   */
  public void run(final RecordBatch batch) {
    walk.run(
        batch, 0, batch.size(), AddressSpaces.of(batch.task()), hierarchy.firstLevel(batch.vcpu()));
  }

  /**
   * Which record is the access that is made, for the {@link Sink}.
   *
   * @return its index in the batch
   */
  public int index() {
    return walk.index();
  }
}
