package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Sampling;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.TextBlock;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a tool in a scratch directory of its own and checks that nothing is left behind. */
final class ToolBench {

  /** For what must happen: long, so that a busy machine doesn't matter. */
  private static final long LONG = TimeUnit.SECONDS.toNanos(60);

  private final Path scratch;
  private Path path;
  private long readyNanos = LONG;
  private long readNanos = LONG;
  private long endNanos = LONG;
  private long graceNanos = LONG;
  private int maxOutput = 1 << 20;
  private List<String> info = List.of();
  private boolean mayDrop;
  private boolean direct;

  ToolBench(final Path scratch, final Path path) {
    this.scratch = scratch;
    this.path = path;
  }

  static ToolBench fake(final Path scratch, final String behaviour) {
    return new ToolBench(scratch, Tools.fake(behaviour));
  }

  ToolBench program(final Path newPath) {
    path = newPath;
    return this;
  }

  ToolBench readyMillis(final long millis) {
    readyNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    return this;
  }

  ToolBench readMillis(final long millis) {
    readNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    return this;
  }

  ToolBench endMillis(final long millis) {
    endNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    return this;
  }

  ToolBench graceMillis(final long millis) {
    graceNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    return this;
  }

  ToolBench maxOutput(final int bytes) {
    maxOutput = bytes;
    return this;
  }

  ToolBench info(final String... texts) {
    info = List.of(texts);
    return this;
  }

  ToolBench dropping() {
    mayDrop = true;
    return this;
  }

  /** Whether somebody else is to write the records. */
  ToolBench direct(final boolean value) {
    direct = value;
    return this;
  }

  ExternalProcessAnalyzer analyzer() {
    return new ExternalProcessAnalyzer(options());
  }

  private ToolOptions options() {
    return new ToolOptions(path, "fake", readyNanos, readNanos, endNanos, graceNanos, maxOutput);
  }

  AnalysisContext context() {
    return new Context(info, mayDrop, scratch);
  }

  /** Plays a trace into the tool. */
  AnalysisResult run(final Trace trace) {
    try {
      if (direct) {
        final Path fifo = scratch.resolve("for-qemu");
        return DirectReplay.run(new DirectToolAnalyzer(options()), context(), fifo, trace);
      }
      return Replay.of(trace).in(Partition.fixed(4096)).with(context()).into(analyzer());
    } finally {
      assertNothingLeft();
    }
  }

  /** Plays a trace into the tool, which fails. */
  String failure(final Trace trace) {
    return assertThrows(ToolException.class, () -> run(trace)).getMessage();
  }

  void assertNothingLeft() {
    assertEquals(List.of(), list(scratch), "files in the scratch directory");
    assertEquals(
        List.of(),
        list(Path.of("/proc/self/fd")).stream()
            .map(ToolBench::target)
            .filter(target -> target.startsWith(scratch.toString()))
            .toList(),
        "descriptors");
    assertEquals(
        List.of(),
        ProcessHandle.current()
            .descendants()
            .filter(ProcessHandle::isAlive)
            .map(process -> process.info().command().orElse("?"))
            .filter(command -> command.contains("tool"))
            .toList(),
        "processes");
  }

  static Item item(final AnalysisResult result, final String key) {
    return result.sections().stream()
        .flatMap(section -> section.items().stream())
        .filter(item -> item.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + key + " in " + result));
  }

  static long number(final AnalysisResult result, final String key) {
    return ((Metric) item(result, key)).value().longValue();
  }

  static String output(final AnalysisResult result) {
    return ((TextBlock) item(result, "output")).text();
  }

  /** The hash that fake-tool prints. */
  static long hash(final Trace trace) {
    long hash = 0;
    for (int i = 0; i < trace.size(); i++) {
      hash = hash * 31 + trace.word(i);
      hash = hash * 31 + trace.address(i);
    }
    return hash;
  }

  private static List<Path> list(final Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String target(final Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedSince) {
      return "";
    }
  }

  private record Context(List<String> workloadInfo, boolean mayDrop, Path scratchDirectory)
      implements AnalysisContext {
    @Override
    public List<String> workloadCommand() {
      return List.of("workload");
    }

    @Override
    public int vcpus() {
      return 1;
    }

    @Override
    public boolean userOnly() {
      return false;
    }

    @Override
    public Sampling sampling() {
      return Sampling.ALL;
    }

    @Override
    public Map<String, String> guestFacts() {
      return Map.of();
    }
  }
}
