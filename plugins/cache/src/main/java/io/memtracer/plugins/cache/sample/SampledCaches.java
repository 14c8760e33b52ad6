package io.memtracer.plugins.cache.sample;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.result.Section;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.InstructionBounds;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.LruBounds;
import io.memtracer.plugins.support.MissBounds;
import java.util.Optional;

/** What is known of caches in a run of which blocks were traced. Not thread-safe. */
public final class SampledCaches {

  private static final int VCPUS = 256;
  private static final int LARGEST_ACCESS_BYTES = 128;

  private static final String OTHERS =
      "What instructions miss at levels behind the first, misses over time and how many lines were"
          + " accessed can't be estimated, and are of what was traced.";

  private final int lineBytes;
  private final int lineShift;
  private final long lastLine;
  private final Boundable boundable;
  private final MissBounds bounds;
  private final InstructionBounds instructions;
  private final BoundedCaches[] caches = new BoundedCaches[VCPUS];

  private SampledCaches(final HierarchySpec spec, final Boundable boundable) {
    this.boundable = boundable;
    lineBytes = spec.lineBytes();
    lineShift = Integer.numberOfTrailingZeros(lineBytes);
    lastLine = -1L >>> lineShift;
    final int mostLines = 1 + (LARGEST_ACCESS_BYTES + lineBytes - 2) / lineBytes;
    bounds = new MissBounds(boundable.levels().stream().map(LevelSpec::name).toList(), mostLines);
    instructions = new InstructionBounds(mostLines);
  }

  /** If blocks were traced. */
  public static Optional<SampledCaches> of(
      final AnalysisContext context, final HierarchySpec spec) {
    return context.sampling().tracesAll()
        ? Optional.empty()
        : Optional.of(new SampledCaches(spec, Boundable.of(spec, context.vcpus())));
  }

  public void add(final RecordBatch batch) {
    bounds.accesses(batch.size());
    if (boundable.levels().isEmpty()) {
      return;
    }
    instructions.run(batch.task(), batch.size());
    final BoundedCaches own = caches(batch.vcpu());
    final long space = AddressSpaces.of(batch.task());
    for (int i = 0; i < batch.size(); i++) {
      final long word = batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long last = (address + batch.accessSize(i) - 1) >>> lineShift;
      long line = address >>> lineShift;
      access(own, line, word);
      while (line != last) {
        line = (line + 1) & lastLine;
        access(own, line, word);
      }
    }
  }

  private void access(final BoundedCaches own, final long line, final long word) {
    final LruBounds.Answer answer = own.access(line, Kinds.of(word));
    if (answer != LruBounds.Answer.HIT) {
      instructions.miss(word, answer == LruBounds.Answer.MISS);
    }
  }

  private BoundedCaches caches(final int vcpu) {
    if (caches[vcpu] == null) {
      caches[vcpu] = new BoundedCaches(boundable.levels(), lineBytes, bounds);
    }
    return caches[vcpu];
  }

  /** Accesses of a vCPU are left out, and another block begins behind them. */
  public void gap(final int vcpu, final long accesses) {
    bounds.gap(accesses);
    instructions.gap(accesses);
    if (caches[vcpu] != null) {
      caches[vcpu].clear();
    }
  }

  /**
   * The trace ends: what is likely of the whole run.
   *
   * @param top instructions that are listed
   */
  public Section section(final int top) {
    final String why = boundable.why().isEmpty() ? OTHERS : boundable.why() + " " + OTHERS;
    return boundable.levels().isEmpty()
        ? bounds.section(why, true)
        : bounds.section(why, true, instructions.table(boundable.levels().get(0).name(), top));
  }
}
