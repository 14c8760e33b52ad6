package io.memtracer.benchmarks;

import io.memtracer.benchmarks.streams.RecordStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Those that measure analyzers in a run that doesn't end. */
public abstract class RunBenchmark extends RecordBenchmark {

  private EndlessRun run;

  /** The run that is measured. */
  abstract EndlessRun begin();

  /** Once in each fork. */
  @Setup
  public void start() {
    run = begin();
  }

  /** Once in each fork. */
  @TearDown
  public void end() {
    run.close();
  }

  /** Each record of the stream once, to all analyzers. */
  @Benchmark
  @OperationsPerInvocation(RecordStream.RECORDS)
  public long analyze() {
    return run.go(RecordStream.RECORDS);
  }
}
