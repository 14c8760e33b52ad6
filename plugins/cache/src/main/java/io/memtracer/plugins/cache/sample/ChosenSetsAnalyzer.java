package io.memtracer.plugins.cache.sample;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.cache.hierarchy.Hierarchy;
import io.memtracer.plugins.cache.level.LineWalk;
import io.memtracer.plugins.cache.level.TouchedLines;
import io.memtracer.plugins.cache.report.CacheReport;
import io.memtracer.plugins.cache.report.Totals;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissingInstructions;
import java.util.Optional;

/**
 * Simulates some sets of a hierarchy of data caches. Of an access to two lines, of which one isn't
 * chosen, that one comes to its set, which nobody looks at.
 */
public final class ChosenSetsAnalyzer implements TraceAnalyzer {

  private final ChosenSets sets;
  private final Hierarchy hierarchy;
  private final LineWalk walk;
  private final int lineShift;
  private final MissingInstructions instructions;
  private final TouchedLines touched = new TouchedLines();
  private final int top;
  private final Completeness completeness = new Completeness();

  /** Lines accessed for the first time, by {@link Kinds}. */
  private final long[] cold = new long[Kinds.COUNT];

  /** All references to lines, chosen or not. */
  private long references;

  private RecordBatchWriter some = new RecordBatchWriter(1);

  public ChosenSetsAnalyzer(
      final ChosenSets sets,
      final Hierarchy hierarchy,
      final MissingInstructions instructions,
      final int top) {
    this.sets = sets;
    this.hierarchy = hierarchy;
    this.instructions = instructions;
    this.top = top;
    walk = new LineWalk(hierarchy.spec(), this::asked);
    lineShift = Integer.numberOfTrailingZeros(hierarchy.spec().lineBytes());
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
  }

  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    instructions.run(batch.task());
    final long space = AddressSpaces.of(batch.task());
    choose(batch, space);
    walk.run(some.batch(), 0, some.batch().size(), space, hierarchy.firstLevel(batch.vcpu()));
  }

  /** Picks out the records that have a chosen line. */
  private void choose(final RecordBatch batch, final long space) {
    if (some.capacity() < batch.size()) {
      some = new RecordBatchWriter(batch.size());
    }
    int chosen = 0;
    for (int i = 0; i < batch.size(); i++) {
      final long word = batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      if (refer(word, address)) {
        some.words()[chosen] = word;
        some.addresses()[chosen++] = batch.address(i);
      }
    }
    some.set(0, chosen);
  }

  /** Counts references to lines; returns whether one of them is chosen. */
  private boolean refer(final long word, final long address) {
    final int who = Kinds.of(word);
    long line = address >>> lineShift;
    final long last = (address + RecordWord.size(word) - 1) >>> lineShift;
    boolean isChosen = false;
    while (true) {
      references++;
      if (sets.has(line)) {
        sets.refer(who);
        isChosen = true;
      }
      if (line == last) {
        return isChosen;
      }
      line = (line + 1) & (-1L >>> lineShift);
    }
  }

  private void asked(final long word, final long line, final boolean isFirst, final int answered) {
    if (answered > 0 && sets.has(line)) {
      final int who = Kinds.of(word);
      instructions.count(word, answered);
      sets.count(line, who, answered);
      if (answered == hierarchy.specs().size() && touched.add(line)) {
        cold[who]++;
      }
    }
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(0)));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return result(end);
  }

  /** Tables are of the chosen sets; how many instructions of the program that takes isn't known. */
  private AnalysisResult result(final EndOfTrace end) {
    final EndOfTrace ofSome = EndOfTrace.of(Kinds.Part.TOTAL.all(sets.references()));
    final Totals totals =
        new Totals(
            hierarchy,
            sets.references(),
            new long[Kinds.COUNT],
            cold,
            ofSome,
            completeness.isPartial(end));
    return new CacheReport(totals, instructions, Optional.empty(), top)
        .result(Optional.of(SetsSection.of(sets, references)));
  }
}
