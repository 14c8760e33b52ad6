package io.memtracer.benchmarks;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.AssertingAnalyzer;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What the test kit adds to a test: playing a trace, and checking an analyzer meanwhile. */
public class TestkitBenchmark extends RecordBenchmark {

  private static final int RECORDS = 1 << 16;
  private static final int BATCH_RECORDS = 1000;

  private final Trace trace = Traces.mixed(new Random(1), RECORDS);

  private static TraceAnalyzer noOp() {
    return new NoOpFactory().create(AnalyzerOptions.of(List.of(), Map.of()));
  }

  /** Makes a trace as varied as tests want it. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Trace mixedTrace() {
    return Traces.mixed(new Random(1), RECORDS);
  }

  /** Plays a trace into an analyzer that does nothing. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public AnalysisResult replay() {
    return Replay.of(trace).in(Partition.fixed(BATCH_RECORDS)).into(noOp());
  }

  /** The same, with the contract checked. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public AnalysisResult replayAsserting() {
    return Replay.of(trace).in(Partition.fixed(BATCH_RECORDS)).into(new AssertingAnalyzer(noOp()));
  }
}
