package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.cli.ExitStatus;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.report.text.TextReport;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.session.request.TraceListener.TraceProgress;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskParts;
import io.memtracer.host.status.TraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A QEMU that shares nonsense: the run ends in bounded time with a report or an error of QEMU's
 * category, analyzers are given nothing that they may not be given, and nothing is called complete
 * that isn't. Once in this virtual machine, and once as memtracer is shipped, without bounds checks
 * in Agrona's buffers, where reading beside a ring would end the process.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class LyingQemuTest {

  private static final int SEEDS = Integer.getInteger("faults.seeds", 25);
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Set<Integer> STATUSES =
      Set.of(
          ErrorCategory.GUEST.exitStatus(),
          ErrorCategory.INTERNAL.exitStatus(),
          128 + Posix.SIGINT);

  /** Before the first record. */
  private static final Set<ErrorCategory> REFUSALS =
      EnumSet.of(ErrorCategory.GUEST, ErrorCategory.ENVIRONMENT);

  @TempDir private Path scratch;

  @Test
  void neverCrashesHangsOrCallsAPartTheWhole() throws IOException {
    survive(scratch, LongStream.rangeClosed(1, SEEDS).toArray());
  }

  @Test
  void neitherDoesItWithoutBoundsChecks() throws Exception {
    final Process shipped =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Dagrona.disable.bounds.checks=true",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LyingQemuTest.class.getName(),
                scratch.toString(),
                Integer.toString(SEEDS))
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("said").toFile())
            .start();
    final int status = shipped.waitFor();
    assertEquals(0, status, Files.readString(scratch.resolve("said")));
  }

  /** In a process of its own: a directory, and how many seeds. */
  public static void main(final String[] arguments) throws IOException {
    final long seeds = Long.parseLong(arguments[1]);
    survive(Path.of(arguments[0]), LongStream.rangeClosed(1, seeds).toArray());
  }

  private static void survive(final Path scratch, final long... seeds) throws IOException {
    final Path plugins = Files.createTempDirectory(scratch, "plugins");
    TestPlugins.jar(plugins, StrictAnalyzer.class, StrictAnalyzer.Factory.class);
    final Long given = Long.getLong("seed");
    for (final long seed : given == null ? seeds : new long[] {given}) {
      final Path directory = Files.createTempDirectory(scratch, "run");
      final long begin = System.nanoTime();
      try (LyingQemu qemu = new LyingQemu(seed, directory)) {
        run(qemu, plugins, seed % 2 == 0);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed, e);
      }
      final Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(took.compareTo(BOUND) < 0, () -> "-Dseed=" + seed + " took " + took);
      delete(directory);
    }
  }

  private static void run(final LyingQemu qemu, final Path plugins, final boolean dedicated)
      throws IOException {
    final Runs runs =
        Runs.of(Path.of("unused"))
            .onlyPlugins(plugins)
            .analyzer(StrictAnalyzer.NAME)
            .analyzer(StrictAnalyzer.NAME, new Parts(true, TaskParts.NONE, false))
            .dedicated(dedicated);
    final ReplaySession session = runs.replaySession(qemu);
    runs.onProgress(new Impatience(session::interrupt)::look);
    final TraceReport report;
    try {
      report = session.execute(runs);
    } catch (TraceException e) {
      assertTrue(REFUSALS.contains(e.category()), e::toString);
      return;
    }
    check(report, qemu);
  }

  private static void check(final TraceReport report, final LyingQemu qemu) throws IOException {
    for (final AnalyzerOutcome analyzer : report.analyzers()) {
      assertTrue(analyzer.failure().isEmpty(), () -> analyzer.failure() + " " + report.command());
      assertTrue(analyzer.result().isPresent());
      if (report.isComplete()) {
        assertEquals(qemu.handedOver(), analyzer.delivered());
        assertEquals(qemu.handedOver(), report.counters().traced());
      }
    }
    final OptionalInt status = ExitStatus.ofRun(report);
    assertTrue(report.isComplete() || STATUSES.contains(status.orElseThrow()), status::toString);
    final String text = new TextReport(TextStyle.plain(true)).render(report);
    assertFalse(text.replace("\n", "").matches("(?s).*[\\p{Cntrl}\\p{Cf}].*"), text);
    JsonReport.write(report, new ByteArrayOutputStream());
  }

  /** A user who ends a run in which nothing happens any more. */
  private static final class Impatience {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Runnable interrupt;
    private long read = -1;
    private long sinceNanos;

    Impatience(final Runnable interrupt) {
      this.interrupt = interrupt;
    }

    void look(final TraceProgress progress) {
      final long now = System.nanoTime();
      if (progress.recordsRead() != read) {
        read = progress.recordsRead();
        sinceNanos = now;
      } else if (now - sinceNanos > NANOS) {
        interrupt.run();
      }
    }
  }

  private static void delete(final Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (final Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
