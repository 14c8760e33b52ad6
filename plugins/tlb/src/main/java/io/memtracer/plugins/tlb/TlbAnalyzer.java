package io.memtracer.plugins.tlb;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Section;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.KindCounts;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissSeries;
import io.memtracer.plugins.support.MissingInstructions;
import java.util.Optional;

/**
 * Simulates the TLBs of each vCPU.
 *
 * <p>Most accesses are to the page that their set used last, which changes nothing: a loop without
 * calls passes over them, and another one counts who made how many.
 */
final class TlbAnalyzer implements TraceAnalyzer {

  private static final int VCPUS = 256;

  private final Shape shape;
  private final byte[] pageSizes;
  private final int top;
  private final MissingInstructions instructions;
  private final Tlb[] tlbs = new Tlb[VCPUS];
  private final KindCounts accesses = new KindCounts();
  private final MissCounts counts = new MissCounts();
  private final MissSeries series;
  private final Completeness completeness = new Completeness();
  private Optional<SampledTlbs> sampled = Optional.empty();

  TlbAnalyzer(
      final Shape shape,
      final PageSizes sizes,
      final MissingInstructions instructions,
      final long window,
      final int top) {
    this.shape = shape;
    this.instructions = instructions;
    this.top = top;
    pageSizes = sizes.table();
    series = new MissSeries(counts.misses(), window);
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
    if (!context.sampling().tracesAll()) {
      sampled = Optional.of(new SampledTlbs(shape, pageSizes));
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
    if (event instanceof TraceEvent.Gap gap) {
      sampled.ifPresent(tlbs -> tlbs.gap(gap.vcpu(), gap.accesses()));
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    final Tlb tlb = tlb(batch.vcpu());
    final long space = tlb.run(batch.task());
    instructions.run(batch.task());
    sampled.ifPresent(tlbs -> tlbs.add(batch, space));
    int next = 0;
    while (next < batch.size()) {
      final int end = (int) Math.min(batch.size(), next + series.left());
      accesses.add(batch, next, end);
      simulate(batch, next, end, space, tlb);
      series.advance(end - next, batch.firstOrdinal() + end);
      next = end;
    }
  }

  private Tlb tlb(final int vcpu) {
    if (tlbs[vcpu] == null) {
      tlbs[vcpu] = new Tlb(shape);
    }
    return tlbs[vcpu];
  }

  private void simulate(
      final RecordBatch batch, final int from, final int to, final long space, final Tlb tlb) {
    int next = from;
    while (next < to) {
      next = tlb.latest().skip(batch, next, to);
      if (next < to) {
        access(batch.word(next), batch.address(next), space, tlb);
        next++;
      }
    }
  }

  /** Any access, in any case: to the page of its first byte, and to that of its last. */
  private void access(final long word, final long plain, final long space, final Tlb tlb) {
    final int who = Kinds.of(word);
    final long lastPlain = plain + RecordWord.size(word) - 1;
    final int large = pageSizes[PageSizes.gib(plain)];
    final int lastLarge = pageSizes[PageSizes.gib(lastPlain)];
    final long address = AddressSpaces.apart(plain, space);
    final long last = AddressSpaces.apart(lastPlain, space);
    tlb.latest().use(plain, large);
    access(word, who, address, large, tlb);
    if (Pages.tag(address, large) != Pages.tag(last, lastLarge)) {
      counts.cross(who);
      tlb.latest().use(lastPlain, lastLarge);
      access(word, who, last, lastLarge, tlb);
    }
  }

  private void access(
      final long word, final int who, final long address, final int large, final Tlb tlb) {
    final int answered = tlb.access(address, large);
    if (answered != Tlb.FIRST) {
      counts.miss(answered, who, large);
      tlb.count(answered);
      instructions.count(word, answered);
    }
  }

  /** What a sample tells of the whole comes in the end. */
  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(accesses.all()), Optional.empty()));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return result(end, sampled.map(tlbs -> tlbs.section(top)));
  }

  private AnalysisResult result(final EndOfTrace end, final Optional<Section> estimates) {
    final Totals totals =
        new Totals(shape, accesses.counts(), counts, tlbs, end, completeness.isPartial(end));
    final MissSeries overTime = series.endedAt(end.recordsDelivered());
    return new TlbReport(totals, instructions, overTime, top).result(estimates);
  }
}
