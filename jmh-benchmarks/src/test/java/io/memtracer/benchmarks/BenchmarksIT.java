package io.memtracer.benchmarks;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.RecordWord;
import io.memtracer.benchmarks.recorder.GuestRecording;
import io.memtracer.benchmarks.recorder.Recording;
import io.memtracer.benchmarks.streams.RecordStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark works, on records of a real guest; how fast they are is not asked here. */
@Timeout(300)
final class BenchmarksIT {

  private static final Set<String> BENCHMARKS =
      Set.of(
          "AnalyzerBenchmark.analyze",
          "DecodeBenchmark.siteRecords",
          "DecodeBenchmark.traceRecords",
          "FifoBenchmark.read",
          "HandOverBenchmark.handOver",
          "SharesBenchmark.analyze",
          "TestkitBenchmark.mixedTrace",
          "TestkitBenchmark.replay",
          "TestkitBenchmark.replayAsserting",
          "ThreadingBenchmark.analyze");

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Less than any object for each record; JMH, and tables that grow, take some. */
  private static final double NO_BYTES = 1;

  @TempDir static Path directory;

  @BeforeAll
  static void recordAGuest() throws InterruptedException {
    System.setProperty(Analyzers.PATH, "target/plugins");
    System.setProperty(RecordStream.RECORDING, directory.resolve("recording.gz").toString());
    GuestRecording.make(
        Path.of("target"),
        Path.of(System.getProperty(RecordStream.RECORDING)),
        List.of("--in-guest", "--", "/bin/ls", "-lR", "/bin"));
  }

  @AfterAll
  static void forgetIt() {
    System.clearProperty(Analyzers.PATH);
    System.clearProperty(RecordStream.RECORDING);
  }

  @Test
  void recordsUserAndKernelCode() throws IOException {
    final Recording recording = Recording.read(Path.of(System.getProperty(RecordStream.RECORDING)));
    final Set<Integer> levels = new TreeSet<>();
    for (int i = 0; i < recording.size(); i++) {
      assertTrue(recording.word(i) < 0, "bit 63 must be set");
      levels.add(RecordWord.cpl(recording.word(i)));
    }
    assertEquals(Set.of(0, 3), levels);
    assertEquals(RecordStream.RECORDS, RecordStream.REAL.records().size());
  }

  @Test
  void everyBenchmarkRunsAndNothingIsAllocatedForARecord() throws RunnerException {
    final Collection<RunResult> results = runAll();
    assertEquals(BENCHMARKS, results.stream().map(BenchmarksIT::name).collect(toSet()));
    for (final RunResult result : results) {
      if (!name(result).startsWith("TestkitBenchmark")) {
        // JMH leaves it out where nothing at all was allocated. Of what is for each record there is
        // some in every iteration; a table grows in one.
        final double bytes =
            Optional.ofNullable(result.getSecondaryResults().get(ALLOCATED))
                .map(allocated -> allocated.getStatistics().getMin())
                .orElse(0.0);
        assertTrue(bytes < NO_BYTES, () -> result.getParams().id() + " allocates " + bytes);
      }
    }
  }

  private static Collection<RunResult> runAll() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include("io.memtracer.benchmarks.*")
                .param("stream", "real", "random")
                .forks(0)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(20))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(20))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private static String name(final RunResult result) {
    final String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
  }
}
