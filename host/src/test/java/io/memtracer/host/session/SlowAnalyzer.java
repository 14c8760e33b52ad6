package io.memtracer.host.session;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;

/** Takes its time for each batch, on purpose: it burns the CPU for so many nanoseconds a record. */
public final class SlowAnalyzer implements TraceAnalyzer {

  static final String NAME = "slow";

  private final long nanosPerRecord;
  private long records;
  private long missing;

  private SlowAnalyzer(final long nanosPerRecord) {
    this.nanosPerRecord = nanosPerRecord;
  }

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super(
          NAME,
          "takes its time",
          options -> new SlowAnalyzer(options.number("nanos")),
          OptionSpec.number("nanos", 100, 0, 1_000_000, "for each record"));
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    final long end = System.nanoTime() + nanosPerRecord * batch.size();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    records += batch.size();
  }

  @Override
  public void onEvent(final TraceEvent event) {
    if (event instanceof TraceEvent.Gap gap) {
      missing += gap.accesses();
    }
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return AnalysisResult.of(
        Section.of(
            "slow",
            "Slow",
            Metric.of("records", "records", records, Unit.ACCESSES),
            Metric.of("missing", "missing between them", missing, Unit.ACCESSES)));
  }
}
