package io.memtracer.plugins.hotspots;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.InstructionKeys;
import io.memtracer.plugins.support.Programs;
import io.memtracer.plugins.support.SampledLines;
import java.util.Optional;

/**
 * Counts accesses by line and by instruction. Nearly all are to a block of lines and by an
 * instruction that came lately: one loop without calls counts them, and goes back to a look at the
 * tables for the others.
 */
class HotSpotsAnalyzer implements TraceAnalyzer {

  private final int lineShift;
  final Lines lines;
  final Sites sites;
  private final SpaceSaving others;
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
    lines = new Lines(shape.limit());
    sites = new Sites(shape.table());
    others = new SpaceSaving(shape.sketch());
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
    if (shape.isOfSomeLines()) {
      countSome(batch, program);
      return;
    }
    int next = run(batch, 0, program);
    while (next < batch.size()) {
      slowly(batch.word(next), batch.address(next), program);
      next = run(batch, next + 1, program);
    }
  }

  /** Counts until a record needs a table; returns which. */
  private int run(final RecordBatch batch, final int from, final int program) {
    final long programBits = InstructionKeys.programBits(program);
    final long programOfBlock = LineKeys.program(program);
    final long[] blockKeys = lines.nearKeys;
    final int[] cells = lines.nearCells;
    final long[] counters = lines.counters;
    final long[] siteKeys = sites.nearKeys;
    final long[] siteCounts = sites.nearCounts;
    final int shift = lineShift;
    final long inLine = (1L << shift) - 1;
    final int size = batch.size();
    long crossed = 0;
    int i = from;
    for (; i < size; i++) {
      final long word = batch.word(i);
      final long address = batch.address(i);
      final long block =
          (address >>> shift >>> Lines.BLOCK_LOG2)
              | (programOfBlock & LineKeys.onesIfUser(address));
      final int nearBlock = (int) block & (Lines.NEAR - 1);
      final long site = InstructionKeys.of(word, programBits);
      final int nearSite = Sites.near(site);
      if (((blockKeys[nearBlock] ^ block) | (siteKeys[nearSite] ^ site)) != 0) {
        break;
      }
      final int inBlock = (int) (address >>> shift) & ((1 << Lines.BLOCK_LOG2) - 1);
      counters[cells[nearBlock] + inBlock * Quarters.COUNT + Quarters.of(word)]++;
      siteCounts[nearSite]++;
      crossed += ((address & inLine) + (1L << (word & 7)) - 1) >>> shift;
    }
    crossings += crossed;
    return i;
  }

  /** Counts instructions, and those lines that are chosen. */
  private void countSome(final RecordBatch batch, final int program) {
    for (int i = 0; i < batch.size(); i++) {
      countSite(batch.word(i), program);
      final long address = batch.address(i);
      if (some.has(address >>> lineShift)) {
        countLine(batch.word(i), address, program);
      }
      cross(batch.word(i), address);
    }
  }

  private void slowly(final long word, final long address, final int program) {
    countSite(word, program);
    countLine(word, address, program);
    cross(word, address);
  }

  private void countSite(final long word, final int program) {
    final long site = InstructionKeys.of(word, InstructionKeys.programBits(program));
    final int nearSite = Sites.near(site);
    if (sites.nearKeys[nearSite] == site) {
      sites.nearCounts[nearSite]++;
    } else {
      sites.fetch(site);
    }
  }

  private void countLine(final long word, final long address, final int program) {
    final long block =
        (address >>> lineShift >>> Lines.BLOCK_LOG2)
            | (LineKeys.program(program) & LineKeys.onesIfUser(address));
    final int inBlock = (int) (address >>> lineShift) & ((1 << Lines.BLOCK_LOG2) - 1);
    final int cell = lines.find(block);
    final int quarter = Quarters.of(word);
    if (cell < 0) {
      others.add((block << Lines.BLOCK_LOG2) | inBlock, quarter);
    } else {
      lines.counters[cell + inBlock * Quarters.COUNT + quarter]++;
    }
  }

  private void cross(final long word, final long address) {
    final long inLine = (1L << lineShift) - 1;
    crossings += ((address & inLine) + (1L << (word & 7)) - 1) >>> lineShift;
  }

  private Optional<Estimates> estimates() {
    return shape.isOfSomeLines()
        ? Optional.of((pages, hottest, busiest) -> LinesSection.of(shape, some, lines))
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
    return new HotReport(shape, totals, lines, counted, others, programs).result(estimates);
  }
}
