package io.memtracer.testkit;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import java.util.Locale;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/** Finds out at which record an analyzer throws, by giving it one after the other. */
final class Culprits {

  private Culprits() {}

  static AssertionFailedError explain(
      final Throwable thrown, final Replay replay, final Supplier<TraceAnalyzer> fresh) {
    final Watching watching = new Watching(fresh.get());
    try {
      replay.in(Partition.singles()).into(watching);
    } catch (RuntimeException | AssertionError e) {
      return new AssertionFailedError("the analyzer threw " + watching.where + ": " + e, e);
    }
    return new AssertionFailedError(
        "the analyzer threw, but not in batches of 1: " + thrown, thrown);
  }

  /** Remembers what is under way. */
  private static final class Watching implements TraceAnalyzer {

    private final TraceAnalyzer analyzer;
    private String where = "in onStart";

    Watching(final TraceAnalyzer analyzer) {
      this.analyzer = analyzer;
    }

    @Override
    public void onStart(final io.memtracer.api.AnalysisContext context) {
      analyzer.onStart(context);
    }

    @Override
    public void onBatch(final RecordBatch batch) {
      final long word = batch.word(0);
      where =
          String.format(
              Locale.ROOT,
              "at record %d (a %s of %d bytes at 0x%x, CPL %d, vCPU %d, PC 0x%x)",
              batch.firstOrdinal(),
              RecordWord.isStore(word) ? "store" : "load",
              RecordWord.size(word),
              batch.address(0),
              RecordWord.cpl(word),
              batch.vcpu(),
              RecordWord.pc(word));
      analyzer.onBatch(batch);
    }

    @Override
    public void onEvent(final TraceEvent event) {
      where = "at the event " + event;
      analyzer.onEvent(event);
    }

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      where = "in onEnd after " + end.recordsDelivered() + " records";
      return analyzer.onEnd(end);
    }

    @Override
    public void close() {
      analyzer.close();
    }
  }
}
