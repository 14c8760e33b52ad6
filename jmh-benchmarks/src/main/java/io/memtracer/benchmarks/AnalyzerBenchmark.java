package io.memtracer.benchmarks;

import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.pipeline.Threading;
import java.util.List;
import org.openjdk.jmh.annotations.Param;

/**
 * What a record costs the thread that analyzes it, from the shared ring on. The no-op analyzer says
 * how much of it isn't the analyzer's.
 */
public class AnalyzerBenchmark extends RunBenchmark {

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

  @Override
  EndlessRun begin() {
    return new EndlessRun(RecordStream.of(stream), List.of(analyzer), Threading.INVOKER);
  }
}
