package io.memtracer.plugins.hotspots;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.Programs;
import io.memtracer.plugins.support.SampledLines;
import java.util.Optional;

/**
 * Counts accesses by line and by instruction, in a loop for each: in one for all, the JIT hasn't
 * enough registers.
 */
class HotSpotsAnalyzer implements TraceAnalyzer {

  private final int lineShift;
  final LineCounts lines;
  final Sites sites;
  private final Crossings beyond;
  final Programs programs = new Programs();
  final Shape shape;
  private long accesses;
  long crossings;
  final Completeness completeness = new Completeness();
  private final SampledLines some;
  private Optional<SampledSpots> sampled = Optional.empty();

  HotSpotsAnalyzer(final Shape shape) {
    this.shape = shape;
    lineShift = Long.numberOfTrailingZeros(shape.lineBytes());
    some = new SampledLines(shape.sampleLines(), lineShift);
    lines = new LineCounts(new LineKeys(shape.lineBytes(), programs), shape);
    sites = new Sites(shape.table());
    beyond = new Crossings(lineShift);
  }

  @Override
  public final void onStart(final AnalysisContext context) {
    completeness.start(context);
    if (!context.sampling().tracesAll() && !shape.countsAll() && !shape.isOfSomeLines()) {
      sampled = Optional.of(new SampledSpots(shape, programs));
    }
  }

  @Override
  public final void onEvent(final TraceEvent event) {
    completeness.event(event);
    if (event instanceof TraceEvent.Gap gap) {
      sampled.ifPresent(spots -> spots.gap(gap.accesses()));
    }
  }

  @Override
  public final void onBatch(final RecordBatch batch) {
    final int program = programs.of(batch.task());
    accesses += batch.size();
    sampled.ifPresent(spots -> spots.add(batch, program));
    crossings += beyond.of(batch);
    sites.add(batch, program);
    if (shape.isOfSomeLines()) {
      countSome(batch, program);
    } else {
      lines.add(batch, program);
    }
  }

  /** Counts those lines that are chosen. */
  private void countSome(final RecordBatch batch, final int program) {
    for (int i = 0; i < batch.size(); i++) {
      final long address = batch.address(i);
      if (some.has(address >>> lineShift)) {
        lines.add(batch.word(i), address, program);
      }
    }
  }

  private Optional<Estimates> estimates() {
    return shape.isOfSomeLines()
        ? Optional.of((pages, hottest, busiest) -> LinesSection.of(shape, some, lines.exact()))
        : sampled.map(spots -> spots::section);
  }

  /** What a sample tells of the whole comes in the end. */
  @Override
  public final Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(accesses), sites.copy(), Optional.empty()));
  }

  @Override
  public final AnalysisResult onEnd(final EndOfTrace end) {
    return result(end, sites, estimates());
  }

  private AnalysisResult result(
      final EndOfTrace end, final Sites counted, final Optional<Estimates> estimates) {
    final Totals totals =
        new Totals(end.recordsDelivered(), crossings, completeness.isPartial(end));
    return new HotReport(shape, totals, lines, counted, programs).result(estimates);
  }
}
