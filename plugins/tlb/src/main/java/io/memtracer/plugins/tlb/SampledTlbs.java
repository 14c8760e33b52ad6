package io.memtracer.plugins.tlb;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.result.Section;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.LruSets;
import io.memtracer.plugins.support.MissBounds;

/**
 * What is known of the first level in a run of which blocks were traced. Not thread-safe.
 *
 * <p>Which address spaces a vCPU kept when a block began isn't known either. It makes no
 * difference: of those pages that come in a block, the ones forgotten within it are known.
 */
final class SampledTlbs {

  private static final int VCPUS = 256;

  /** The first level of a vCPU: for small pages, and for large ones. */
  private record Levels(LruSets small, LruSets large) {}

  private final Shape shape;
  private final byte[] pageSizes;
  private final Levels[] levels = new Levels[VCPUS];
  private final Spaces[] spaces = new Spaces[VCPUS];
  private final MissBounds bounds = new MissBounds();

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
    for (int i = 0; i < batch.size(); i++) {
      final int kind = Kinds.of(batch.word(i));
      final long first = batch.address(i);
      final long last = first + batch.accessSize(i) - 1;
      final long tag = use(levels[vcpu], kind, first, space, 0);
      use(levels[vcpu], kind, last, space, tag);
    }
  }

  private void begin(final int vcpu) {
    levels[vcpu] = new Levels(shape.small().empty(), shape.large().empty());
    spaces[vcpu] = new Spaces(shape.asids());
    spaces[vcpu].forget();
  }

  private void run(final int vcpu, final long space) {
    if (space != 0 && space != spaces[vcpu].current()) {
      final long gone = spaces[vcpu].enter(space);
      if (gone != Spaces.NONE) {
        levels[vcpu].small().forget(tag -> Pages.isOf(tag, gone));
        levels[vcpu].large().forget(tag -> Pages.isOf(tag, gone));
      }
    }
  }

  /** Uses the page of an address, unless that was used just before. */
  private long use(
      final Levels level, final int kind, final long plain, final long space, final long before) {
    final int large = pageSizes[PageSizes.gib(plain)];
    final long apart = AddressSpaces.apart(plain, space);
    final long tag = Pages.tag(apart, large);
    if (tag != before) {
      final LruSets sets = large == 0 ? level.small() : level.large();
      final long left = sets.use(apart >>> Pages.shift(large), tag);
      if (left != tag) {
        bounds.miss(kind, left != 0);
      }
    }
    return tag;
  }

  /** Accesses of a vCPU are left out, and another block begins behind them. */
  void gap(final int vcpu, final long accesses) {
    bounds.gap(accesses);
    if (levels[vcpu] != null) {
      levels[vcpu].small().clear();
      levels[vcpu].large().clear();
      spaces[vcpu].forget();
    }
  }

  /** The trace ends: what is likely of the whole run. */
  Section section() {
    return bounds.section("the first level");
  }
}
