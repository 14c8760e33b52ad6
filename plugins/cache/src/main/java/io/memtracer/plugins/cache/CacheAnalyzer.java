package io.memtracer.plugins.cache;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Section;
import io.memtracer.plugins.cache.hierarchy.Hierarchy;
import io.memtracer.plugins.cache.level.FirstLevel;
import io.memtracer.plugins.cache.level.LineWalk;
import io.memtracer.plugins.cache.level.SetShare;
import io.memtracer.plugins.cache.level.TouchedLines;
import io.memtracer.plugins.cache.report.CacheReport;
import io.memtracer.plugins.cache.report.Totals;
import io.memtracer.plugins.cache.sample.SampledCaches;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.KindCounts;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissSeries;
import io.memtracer.plugins.support.MissingInstructions;
import java.util.Arrays;
import java.util.Optional;

/** Simulates a hierarchy of data caches. */
final class CacheAnalyzer implements TraceAnalyzer, Divisible {

  private final Hierarchy hierarchy;
  private final LineWalk walk;
  private final MissingInstructions instructions;
  private final TouchedLines touched = new TouchedLines();

  /** The first level that can have a line nobody accessed yet. */
  private final int coldFrom;

  private final MissSeries series;
  private final int top;

  /** Accesses by {@link Kinds}. */
  private final KindCounts accesses = new KindCounts();

  /** Lines that accesses went on to, by {@link Kinds}. */
  private final long[] crossings = new long[Kinds.COUNT];

  /** Lines accessed for the first time, by {@link Kinds}. */
  private final long[] cold = new long[Kinds.COUNT];

  private final Completeness completeness = new Completeness();
  private Optional<SampledCaches> sampled = Optional.empty();

  /** Whether this one counts what isn't of any set, if several share the work. */
  private boolean isFirstShare = true;

  CacheAnalyzer(
      final Hierarchy hierarchy,
      final MissingInstructions instructions,
      final long window,
      final int top) {
    this.hierarchy = hierarchy;
    this.instructions = instructions;
    this.top = top;
    walk = new LineWalk(hierarchy.spec(), this::asked);
    coldFrom = hierarchy.spec().prefetches() ? 0 : hierarchy.specs().size();
    series = new MissSeries(hierarchy.misses(), window);
  }

  @Override
  public int maxShares() {
    return SetShare.most(hierarchy.spec());
  }

  @Override
  public void take(final int share, final int shares) {
    walk.take(SetShare.of(hierarchy.spec(), share, shares));
    isFirstShare = share == 0;
  }

  @Override
  public void join(final TraceAnalyzer other) {
    final CacheAnalyzer of = (CacheAnalyzer) other;
    series.add(of.series);
    hierarchy.add(of.hierarchy);
    instructions.add(of.instructions);
    Arrays.setAll(crossings, who -> crossings[who] + of.crossings[who]);
    Arrays.setAll(cold, who -> cold[who] + of.cold[who]);
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
    sampled = isFirstShare ? SampledCaches.of(context, hierarchy.spec()) : Optional.empty();
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    final FirstLevel first = hierarchy.firstLevel(batch.vcpu());
    final long space = AddressSpaces.of(batch.task());
    instructions.run(batch.task());
    sampled.ifPresent(caches -> caches.add(batch));
    final int size = batch.size();
    int next = 0;
    while (next < size) {
      final int end = (int) Math.min(size, next + series.left());
      if (isFirstShare) {
        accesses.add(batch, next, end);
      }
      walk.run(batch, next, end, space, first);
      series.advance(end - next, batch.firstOrdinal() + end);
      next = end;
    }
  }

  private void asked(final long word, final long line, final boolean isFirst, final int answered) {
    final int who = Kinds.of(word);
    if (!isFirst) {
      crossings[who]++;
    }
    if (answered > 0) {
      instructions.count(word, answered);
    }
    if (answered >= coldFrom && touched.add(line)) {
      cold[who]++;
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
    if (event instanceof TraceEvent.Gap gap) {
      sampled.ifPresent(caches -> caches.gap(gap.vcpu(), gap.accesses()));
    }
  }

  /** What a sample tells of the whole comes in the end. */
  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(accesses.all()), Optional.empty()));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return result(end, sampled.map(caches -> caches.section(top)));
  }

  private AnalysisResult result(final EndOfTrace end, final Optional<Section> estimates) {
    final Totals totals =
        new Totals(hierarchy, accesses.counts(), crossings, cold, end, completeness.isPartial(end));
    final MissSeries overTime = series.endedAt(end.recordsDelivered());
    return new CacheReport(totals, instructions, Optional.of(overTime), top).result(estimates);
  }
}
