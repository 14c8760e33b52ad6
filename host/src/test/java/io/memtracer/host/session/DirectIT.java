package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static io.memtracer.host.session.Reports.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.WorkloadExit.How;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A single tool reads what QEMU writes; no record passes through this process. */
@Timeout(60)
final class DirectIT {

  private static final String TOOL = "external-process";

  private static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(Optional.empty(), "direct"),
        Arguments.of(Optional.of(Transport.FIFO), "fifo"),
        Arguments.of(Optional.of(Transport.RING), "ring"));
  }

  /** The tool counts only after it has worked on what it read: an early signal would show. */
  @ParameterizedTest
  @MethodSource("lines")
  void asksASlowToolWhenItHasConsumedEverything(
      final Optional<Transport> transport, final String line) {
    final Runs runs =
        Runs.inGuest("/bin/ls", "/").tool(TestWorkloads.fakeTool("works-between")).sampling(4, 5);
    transport.ifPresent(runs::transport);
    final TraceReport report = runs.run();
    assertEquals(line, report.origin().facts().get("transport"));
    assertNothingLost(report);
    assertTrue(report.recordsRead() > 1000, "records: " + report.recordsRead());
    assertEquals(report.recordsRead(), metric(report, TOOL, "figures", "records"));
    assertEquals(report.recordsRead(), metric(report, TOOL, "tool", "records"));
  }

  @Test
  void givesARealToolEveryRecord() {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("count"), 300)
            .tool(TestWorkloads.countByCpl())
            .vcpus(2)
            .run();
    assertNothingLost(report);
    assertEquals("direct", report.origin().facts().get("transport"));
    assertEquals(report.counters().traced(), metric(report, TOOL, "figures", "total-accesses"));
    final long user = metric(report, TOOL, "figures", "user-loads");
    assertTrue(user >= 300L * 10_000, "user loads: " + user);
  }

  @Test
  void countsWhatASlowToolMissesWhenItMay() {
    final TraceReport report =
        Runs.inGuest("/bin/ls", "/")
            .tool(TestWorkloads.fakeTool("works-between"))
            .dropWhenFull()
            .run();
    assertTrue(report.counters().dropped() > 0, "nothing was dropped");
    assertEquals(report.counters().written(), metric(report, TOOL, "figures", "records"));
    assertEquals(
        report.counters().traced(), report.counters().written() + report.counters().dropped());
  }

  /** It goes on with what is left in the FIFO, and whoever waits for that knows why. */
  @ParameterizedTest
  @MethodSource("lines")
  void saysThatQemuIsGoneWhileAToolStillReads(
      final Optional<Transport> transport, final String line) {
    final Runs runs =
        Runs.inGuest("/bin/sh", "-c", "while :; do :; done")
            .tool(TestWorkloads.fakeTool("works-between"));
    transport.ifPresent(runs::transport);
    runs.onProgress(
        progress -> {
          if (progress.recordsRead() > 0) {
            Runs.killQemu();
          }
        });
    final TraceReport report = runs.run();
    final String last = runs.phases().get(runs.phases().size() - 1);
    assertTrue(last.contains("SIGKILL") && last.endsWith("finishing with what arrived"), last);
    assertTrue(report.incomplete().orElseThrow().contains("SIGKILL"));
    assertEquals(line, report.origin().facts().get("transport"));
    // QEMU counts a batch when it has written it; what it was writing then, the tool has read.
    final long read = metric(report, TOOL, "figures", "records");
    final long counted = report.recordsRead();
    assertTrue(line.equals("direct") ? read >= counted : read == counted, read + ", " + counted);
  }

  /** A tool that fails ends the run, and is to blame for it; QEMU isn't. */
  @ParameterizedTest
  @CsvSource({
    "dies-before-ready, onStart, 'failed while getting ready: it exited with status 3'",
    "dies-while-reading, onProgress, 'failed while reading the trace: it exited with status 7'",
    "closes-fifo, onProgress, 'failed while reading the trace: it closed the FIFO after it'",
    "stops-reading, onProgress, 'the FIFO is full, and it read nothing within 5000 ms'",
    "has-no-handler, onEnd, 'failed while printing its analysis: it was killed by SIGUSR1'"
  })
  void saysWhatAToolDidWrong(final String behaviour, final String phase, final String why) {
    final String script = phase.equals("onEnd") ? "exit 0" : "while :; do :; done";
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", script).hastyTool(TestWorkloads.fakeTool(behaviour)).run();
    final AnalyzerFailure failure = outcome(report, TOOL).failure().orElseThrow();
    final String message = failure.cause().getMessage();
    assertTrue(message.contains(why), message);
    assertEquals(phase, failure.phase());
    assertEquals(Optional.empty(), report.incomplete());
    assertEquals(phase.equals("onEnd") ? How.EXITED : How.NO_LISTENERS, report.exit().how());
  }
}
