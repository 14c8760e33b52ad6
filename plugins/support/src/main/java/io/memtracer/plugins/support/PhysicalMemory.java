package io.memtracer.plugins.support;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.PhysicalAddress;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows an analyzer the accesses of physical memory, with the addresses they have there: those of
 * devices, and those of which nobody knows where they went, are left out. Equal addresses are the
 * same memory then, whichever task makes them: no task has an address space.
 */
public final class PhysicalMemory implements TraceAnalyzer, Divisible {

  private static final String OPTION = "addresses";
  private static final String VIRTUAL = "virtual";
  private static final String PHYSICAL = "physical";

  private final TraceAnalyzer analyzer;
  private RecordBatchWriter seen = new RecordBatchWriter(1);
  private Task task = Task.UNKNOWN;
  private Task taskShown = Task.UNKNOWN;
  private long delivered;
  private long leftOut;

  /**
   * Shows it to an analyzer.
   *
   * @param analyzer is told of nothing but these accesses
   */
  public PhysicalMemory(final TraceAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  /**
   * The option that asks for it, the same in all analyzers.
   *
   * @param what is done with addresses, as the beginning of a sentence
   * @return the option
   */
  public static OptionSpec option(final String what) {
    return OptionSpec.choice(
        OPTION, VIRTUAL, List.of(VIRTUAL, PHYSICAL), what + "; physical ones take --physical.");
  }

  /**
   * Whether it is asked for.
   *
   * @param options with {@link #option}
   * @return true if batches have to have physical addresses
   */
  public static boolean isWanted(final AnalyzerOptions options) {
    return options.choice(OPTION).equals(PHYSICAL);
  }

  @Override
  public int maxShares() {
    return analyzer instanceof Divisible divisible ? divisible.maxShares() : 1;
  }

  @Override
  public void take(final int share, final int shares) {
    ((Divisible) analyzer).take(share, shares);
  }

  @Override
  public void join(final TraceAnalyzer other) {
    ((Divisible) analyzer).join(((PhysicalMemory) other).analyzer);
  }

  @Override
  public void onStart(final AnalysisContext context) {
    analyzer.onStart(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    final int size = batch.size();
    if (seen.capacity() < size) {
      seen = new RecordBatchWriter(size);
    }
    final int kept = keep(batch, size);
    leftOut += size - kept;
    if (kept > 0) {
      seen.of(batch.vcpu(), shown(batch.task()), batch.phase());
      seen.set(delivered, kept);
      delivered += kept;
      analyzer.onBatch(seen.batch());
    }
  }

  private Task shown(final Task made) {
    if (!made.equals(task)) {
      task = made;
      taskShown =
          new Task(
              made.id(),
              made.thread(),
              made.process(),
              0,
              made.parent(),
              made.role(),
              made.bornNanos(),
              made.name(),
              made.program());
    }
    return taskShown;
  }

  private int keep(final RecordBatch batch, final int size) {
    final long[] words = seen.words();
    final long[] addresses = seen.addresses();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      final long physical = batch.physical(i);
      words[kept] = batch.word(i);
      addresses[kept] = PhysicalAddress.address(physical);
      kept += PhysicalAddress.isKnown(physical) && !PhysicalAddress.isDevice(physical) ? 1 : 0;
    }
    return kept;
  }

  @Override
  public void onEvent(final TraceEvent event) {
    analyzer.onEvent(event.at(delivered));
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    return analyzer.snapshot().map(this::completed);
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return completed(analyzer.onEnd(end.withRecordsDelivered(delivered)));
  }

  private AnalysisResult completed(final AnalysisResult result) {
    final List<Section> sections = new ArrayList<>(result.sections());
    sections.add(
        Section.of(
            "physical",
            "Physical memory",
            Metric.of("accesses", "Accesses of it", delivered, Unit.ACCESSES),
            Metric.of("devices", "Accesses of devices, left out", leftOut, Unit.ACCESSES)));
    return new AnalysisResult(sections, result.recordsLost());
  }

  @Override
  public void close() {
    analyzer.close();
  }
}
