package io.memtracer.benchmarks;

import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.pipeline.Threading;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast several analyzers take the records of a real guest, all on one thread or each on its
 * own. With more threads than processors the latter says what changing between them costs.
 */
public class ThreadingBenchmark extends RunBenchmark {

  private static final List<String> BUNDLED =
      List.of("working-set", "stride-detector", "kernel-user-split");

  /** Who does the work. */
  @Param({"SHARED", "DEDICATED"})
  public Threading threading;

  /** How many listen: the bundled ones, again and again. */
  @Param({"1", "3", "6"})
  public int analyzers;

  @Override
  EndlessRun begin() {
    final List<String> texts = new ArrayList<>();
    for (int i = 0; i < analyzers; i++) {
      texts.add(BUNDLED.get(i % BUNDLED.size()));
    }
    return new EndlessRun(RecordStream.REAL, texts, threading);
  }
}
