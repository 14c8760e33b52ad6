package io.memtracer.benchmarks.cli;

import io.memtracer.benchmarks.AnalyzerBenchmark;
import io.memtracer.benchmarks.Analyzers;
import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link AnalyzerBenchmark}, each time in a process of its own that ends with this one. */
final class JmhRun implements AutoCloseable {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final String path;
  private final boolean quick;
  private final Path scratch;
  private final Thread cleanUp = new Thread(this::endAndRemove, "end-bench");

  /**
   * Makes a directory for all temporary files.
   *
   * @param path as in {@link Analyzers#PATH}
   * @param quick whether rough figures will do
   */
  JmhRun(final String path, final boolean quick) {
    this.path = path;
    this.quick = quick;
    scratch = ScratchDirectory.make(memory());
    Runtime.getRuntime().addShutdownHook(cleanUp);
    // Its file would stay behind.
    System.setProperty("jmh.ignoreLock", "true");
  }

  /** Where files cost no disk; the default directory where there is no such place. */
  private static Path memory() {
    final Path shared = Path.of("/dev/shm");
    return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** For all temporary files. */
  Path scratch() {
    return scratch;
  }

  private void endAndRemove() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    ProcessHandle.current().descendants().forEach(process -> process.onExit().join());
    IoUtil.delete(scratch.toFile(), true);
  }

  Measurement measure(final String analyzer, final RecordStream stream) {
    final Path log = scratch.resolve("log");
    try {
      final RunResult run = new Runner(options(analyzer, stream, log)).runSingle();
      final Result<?> result = run.getPrimaryResult();
      return new Measurement(
          stream,
          result.getScore(),
          result.getScoreError(),
          result.getStatistics().getMin(),
          run.getSecondaryResults().get(ALLOCATED).getScore());
    } catch (RunnerException e) {
      throw new TraceException(
          ErrorCategory.INTERNAL, "measuring " + stream.label() + " failed:\n" + read(log, e), e);
    }
  }

  private Options options(final String analyzer, final RecordStream stream, final Path log) {
    return new OptionsBuilder()
        .include(AnalyzerBenchmark.class.getName() + ".analyze")
        .param("analyzer", analyzer)
        .param("stream", stream.label())
        .jvmArgsPrepend(properties())
        .warmupIterations(quick ? 1 : 3)
        .warmupTime(TimeValue.milliseconds(quick ? 400 : 500))
        .measurementIterations(5)
        .measurementTime(TimeValue.milliseconds(quick ? 100 : 400))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .output(log.toString())
        .build();
  }

  private String[] properties() {
    final List<String> properties = new ArrayList<>();
    properties.add("-Djava.io.tmpdir=" + scratch);
    properties.add("-D" + Analyzers.PATH + "=" + path);
    final String recording = System.getProperty(RecordStream.RECORDING);
    if (recording != null) {
      properties.add("-D" + RecordStream.RECORDING + "=" + recording);
    }
    return properties.toArray(String[]::new);
  }

  private static String read(final Path log, final RunnerException cause) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      cause.addSuppressed(e);
      return String.valueOf(cause.getMessage());
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleanUp);
    endAndRemove();
  }
}
