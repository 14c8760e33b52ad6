package io.memtracer.host.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.report.text.FindingText;
import io.memtracer.host.session.request.TraceListener.TraceProgress;
import io.memtracer.host.status.TraceCounters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LiveDisplayTest {

  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now;

  @Test
  void rewritesOneLineOnATerminal() {
    try (LiveDisplay display = display(60, false)) {
      display.onPhase("restoring the guest");
      display.onProgress(progress(1_000_000_000L, 34_000_000, 0));
    }
    assertEquals(
        CLEAR
            + "restoring the guest"
            + CLEAR
            + "tracing 1.0 s, 34,000,000 records, 34.0 M/s"
            + CLEAR,
        text());
  }

  @Test
  void cutsTheLineToTheTerminal() {
    try (LiveDisplay display = display(20, false)) {
      display.onPhase("x".repeat(50));
    }
    assertEquals(CLEAR + "x".repeat(19) + CLEAR, text());
  }

  @Test
  void makesWayForTheWorkload() {
    try (LiveDisplay display = display(60, false)) {
      display.onPhase("tracing");
      display.onStandardOutput(ByteBuffer.wrap("half".getBytes(StandardCharsets.UTF_8)));
      display.onPhase("must not overwrite the half line");
      display.onStandardError(ByteBuffer.wrap(" whole\n".getBytes(StandardCharsets.UTF_8)));
      display.onPhase("again");
    }
    assertEquals(CLEAR + "tracing" + CLEAR + "half whole\n" + CLEAR + "again" + CLEAR, text());
  }

  @Test
  void leavesTheScreenToTheWorkloadOnceThatUsesIt() {
    try (LiveDisplay display = display(60, false)) {
      display.onTerminalLent(true);
      display.onPhase("tracing");
      display.onTerminalOutput(ByteBuffer.wrap("shown\r\n".getBytes(StandardCharsets.UTF_8)));
      display.onPhase("must not overwrite the screen");
      display.onNote("a note");
      display.onTerminalLent(false);
      display.onNote("another");
    }
    assertEquals(
        "memtracer: Ctrl-C goes to the program, twice within a second to memtracer\r\n"
            + CLEAR
            + "tracing"
            + CLEAR
            + "shown\r\n"
            + "memtracer: a note\r\n"
            + "memtracer: another\n",
        text());
  }

  @Test
  void printsPlainLinesSparselyElsewhere() {
    try (LiveDisplay display = display(0, false)) {
      display.onPhase("restoring the guest");
      for (int tenths = 1; tenths <= 110; tenths++) {
        now = tenths * 100_000_000L;
        display.onProgress(progress(now, tenths * 1_000_000L, tenths > 60 ? 3 : 0));
      }
    }
    assertEquals(
        """
        memtracer: restoring the guest
        memtracer: tracing 5.0 s, 50,000,000 records, 10.0 M/s
        memtracer: tracing 10.0 s, 100,000,000 records, 10.0 M/s, 3 waits of the guest
        """,
        text());
  }

  @Test
  void showsWhatWasFoundInALineBelow() {
    final InterimReport found =
        new InterimReport(
            Reports.report().analyzers(Reports.outcome("a", SampleResults.everyKind())).build(),
            Set.of());
    try (LiveDisplay display = display(20, false, LiveOutput.inTerminal())) {
      assertTrue(display.wantsInterim());
      display.onPhase("tracing");
      display.onInterim(found);
      display.onPhase("still tracing");
      display.onPhase("and on");
    }
    final String below = CLEAR + FindingText.first(found.report()).substring(0, 19);
    final String upAndClear = CLEAR + "\u001b[A" + CLEAR;
    assertEquals(
        CLEAR
            + "tracing"
            + CLEAR
            + "still tracing"
            + System.lineSeparator()
            + below
            + upAndClear
            + CLEAR
            + "and on"
            + System.lineSeparator()
            + below
            + upAndClear,
        text());
  }

  @Test
  void wantsToKnowNothingWhereNobodyWouldSeeIt() {
    try (LiveDisplay plain = display(0, false, LiveOutput.inTerminal());
        LiveDisplay quiet = display(40, true, LiveOutput.inTerminal());
        LiveDisplay unasked = display(40, false)) {
      assertFalse(plain.wantsInterim() || quiet.wantsInterim() || unasked.wantsInterim());
    }
  }

  @Test
  void quietPassesTheWorkloadsBytesAlone() {
    try (LiveDisplay display = display(60, true)) {
      display.onPhase("restoring the guest");
      display.onProgress(progress(1, 1, 0));
      display.onStandardOutput(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 0}));
    }
    assertEquals(3, bytes.size());
  }

  private LiveDisplay display(final int columns, final boolean quiet) {
    return display(columns, quiet, LiveOutput.NONE);
  }

  private LiveDisplay display(final int columns, final boolean quiet, final LiveOutput live) {
    return new LiveDisplay(
        stream, stream, stream, stream, columns, quiet, () -> now, () -> {}, live);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static TraceProgress progress(final long nanos, final long records, final long waits) {
    return new TraceProgress(
        nanos, new TraceCounters(records, records, records, 0, waits, 0), records);
  }
}
