package io.memtracer.plugins.tlb;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.result.Section;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.InstructionBounds;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.LruBounds;
import io.memtracer.plugins.support.MissBounds;
import java.util.function.LongPredicate;

/**
 * What is known of the TLBs in a run of which blocks were traced. Not thread-safe.
 *
 * <p>Which address spaces a vCPU kept when a block began isn't known either. It makes no
 * difference: of those pages that come in a block, the ones forgotten within it are known.
 */
final class SampledTlbs {

  private static final int VCPUS = 256;

  /** Of one access. */
  private static final int MOST_PAGES = 2;

  private static final String NOT_ESTIMATED =
      "Which instructions need page walks, misses over time and by the size of the page, and"
          + " changes of the address space can't be estimated, and are of what was traced.";

  /** Of a vCPU: the first level for small pages, and for large ones, and the second. */
  private record Levels(LruBounds small, LruBounds large, LruBounds second) {

    void forget(final LongPredicate which) {
      small.forget(which);
      large.forget(which);
      second.forget(which);
    }

    void clear() {
      small.clear();
      large.clear();
      second.clear();
    }
  }

  private final Shape shape;
  private final byte[] pageSizes;
  private final Levels[] levels = new Levels[VCPUS];
  private final Spaces[] spaces = new Spaces[VCPUS];
  private final MissBounds bounds = new MissBounds(TlbTables.LEVELS, MOST_PAGES);
  private final InstructionBounds instructions = new InstructionBounds(MOST_PAGES);

  SampledTlbs(final Shape shape, final byte[] pageSizes) {
    this.shape = shape;
    this.pageSizes = pageSizes;
  }

  /**
   * Looks at a batch.
   *
   * @param space of its task, or of the one before if it has none
   */
  void add(final RecordBatch batch, final long space) {
    final int vcpu = batch.vcpu();
    if (levels[vcpu] == null) {
      begin(vcpu);
    }
    run(vcpu, AddressSpaces.kept(batch.task().addressSpace()));
    bounds.accesses(batch.size());
    instructions.run(batch.task(), batch.size());
    for (int i = 0; i < batch.size(); i++) {
      final long word = batch.word(i);
      final long first = batch.address(i);
      final long last = first + batch.accessSize(i) - 1;
      final long tag = use(levels[vcpu], word, first, space, 0);
      use(levels[vcpu], word, last, space, tag);
    }
  }

  private void begin(final int vcpu) {
    levels[vcpu] =
        new Levels(shape.small().unknown(), shape.large().unknown(), shape.second().unknown());
    spaces[vcpu] = new Spaces(shape.asids());
    spaces[vcpu].forget();
  }

  private void run(final int vcpu, final long space) {
    if (space != 0 && space != spaces[vcpu].current()) {
      final long gone = spaces[vcpu].enter(space);
      if (gone != Spaces.NONE) {
        levels[vcpu].forget(tag -> Pages.isOf(tag, gone));
      }
    }
  }

  /** Uses the page of an address, unless that was used just before. */
  private long use(
      final Levels level, final long word, final long plain, final long space, final long before) {
    final int large = pageSizes[PageSizes.gib(plain)];
    final long apart = AddressSpaces.apart(plain, space);
    final long tag = Pages.tag(apart, large);
    if (tag != before) {
      final LruBounds first = large == 0 ? level.small() : level.large();
      final long page = apart >>> Pages.shift(large);
      final LruBounds.Answer answer = first.use(page, tag, true);
      if (answer != LruBounds.Answer.HIT) {
        final boolean isMissed = answer == LruBounds.Answer.MISS;
        instructions.miss(word, isMissed);
        askSecond(level.second(), Kinds.of(word), page, tag, isMissed);
      }
    }
    return tag;
  }

  private void askSecond(
      final LruBounds second,
      final int kind,
      final long page,
      final long tag,
      final boolean isAsked) {
    bounds.miss(0, kind, isAsked);
    final LruBounds.Answer answer = second.use(page, tag, isAsked);
    if (answer != LruBounds.Answer.HIT) {
      bounds.miss(1, kind, isAsked && answer == LruBounds.Answer.MISS);
    }
  }

  /** Accesses of a vCPU are left out, and another block begins behind them. */
  void gap(final int vcpu, final long accesses) {
    bounds.gap(accesses);
    instructions.gap(accesses);
    if (levels[vcpu] != null) {
      levels[vcpu].clear();
      spaces[vcpu].forget();
    }
  }

  /**
   * The trace ends: what is likely of the whole run.
   *
   * @param top instructions that are listed
   */
  Section section(final int top) {
    return bounds.section(NOT_ESTIMATED, false, instructions.table("the first level", top));
  }
}
