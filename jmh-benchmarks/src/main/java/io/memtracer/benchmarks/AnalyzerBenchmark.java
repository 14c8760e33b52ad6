package io.memtracer.benchmarks;

import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.pipeline.Threading;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a record costs the thread that analyzes it, from the shared ring on. The no-op analyzer says
 * how much of it isn't the analyzer's.
 */
public class AnalyzerBenchmark extends RecordBenchmark {

  /** As in {@code --analyzer}. */
  @Param({
    "no-op",
    "kernel-user-split",
    "working-set",
    "stride-detector",
    "cache",
    "reuse-distance",
    "hot-spots",
    "sharing",
    "heatmap",
    "tlb"
  })
  public String analyzer;

  /** Label of a {@link RecordStream}. */
  @Param({"real", "sequential", "strided", "random", "zipf", "pointer-chase"})
  public String stream;

  private EndlessRun run;

  /** Once in each fork. */
  @Setup
  public void start() {
    run = new EndlessRun(RecordStream.of(stream), List.of(analyzer), Threading.INVOKER);
  }

  /** Once in each fork. */
  @TearDown
  public void end() {
    run.close();
  }

  /** Each record of the stream once. */
  @Benchmark
  @OperationsPerInvocation(RecordStream.RECORDS)
  public long analyze() {
    return run.go(RecordStream.RECORDS);
  }
}
