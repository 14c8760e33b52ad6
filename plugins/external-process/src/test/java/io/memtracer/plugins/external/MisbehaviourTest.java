package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a tool does wrong ends soon, in a message that says which tool, when, and what. */
@ParameterizedClass(name = "direct: {0}")
@ValueSource(booleans = {false, true})
@Timeout(value = 100, unit = TimeUnit.SECONDS)
class MisbehaviourTest {

  /** Whether the tool reads what somebody else writes. */
  @Parameter private boolean direct;

  private static final Trace SMALL = Traces.sequential(0x1000, 2_000);

  /** More than a pipe holds. */
  private static final Trace LARGE = Traces.sequential(0x1000, 200_000);

  @TempDir private Path scratch;
  @TempDir private Path programs;

  @Test
  void isNeverReady() {
    assertFailure(
        "never-ready",
        tool("never-ready").readyMillis(300).failure(SMALL),
        "while getting ready: it printed 17 bytes, but not \"Ready to analyze\" within 300 ms",
        "last on its standard output: Ready to analyse");
  }

  @Test
  void floodsItsOutputBeforeItIsReady() {
    assertFailure(
        "floods-before-ready",
        tool("floods-before-ready").readyMillis(300).failure(SMALL),
        "while getting ready: it printed ",
        "xxx");
  }

  @Test
  void diesBeforeItIsReady() {
    assertFailure(
        "dies-before-ready",
        tool("dies-before-ready").failure(SMALL),
        "while getting ready: it exited with status 3",
        "last on its standard error: there is no table");
  }

  @Test
  void closesItsOutputBeforeItIsReady() {
    assertFailure(
        "closes-output",
        tool("closes-output").failure(SMALL),
        "while getting ready: it closed its standard output without having printed");
  }

  @Test
  void diesBeforeItOpensTheFifo() {
    assertFailure(
        "dies-before-open",
        tool("dies-before-open").failure(SMALL),
        "while opening the FIFO: it exited with status 4");
  }

  @Test
  void neverOpensTheFifo() {
    assertFailure(
        "never-opens",
        tool("never-opens").readyMillis(300).failure(SMALL),
        "while opening the FIFO: it printed \"Ready to analyze\", but did not open the FIFO"
            + " within 300 ms");
  }

  @Test
  void diesWhileItReads() {
    assertFailure(
        "dies-while-reading",
        tool("dies-while-reading").failure(LARGE),
        "while reading the trace: it exited with status 7",
        "last on its standard error: too many records");
  }

  @Test
  void crashesWhileItReads() {
    assertFailure(
        "crashes-while-reading",
        tool("crashes-while-reading").failure(LARGE),
        "while reading the trace: it was killed by SIGKILL (status 137)");
  }

  @Test
  void closesTheFifoWhileTheTraceRuns() {
    assertFailure(
        "closes-fifo",
        tool("closes-fifo").failure(LARGE),
        "while reading the trace: it closed the FIFO after it was given ");
  }

  @Test
  void closesTheFifoBeforeItHasReadAll() {
    assertFailure("closes-fifo", tool("closes-fifo").failure(SMALL), "while reading the ");
  }

  @Test
  void stopsReadingWhileTheTraceRuns() {
    assertFailure(
        "stops-reading",
        tool("stops-reading").readMillis(300).failure(LARGE),
        "while reading the trace: the FIFO is full, and it read nothing within 300 ms");
  }

  @Test
  void stopsReadingBeforeTheEnd() {
    assertFailure(
        "stops-reading",
        tool("stops-reading").readMillis(300).failure(SMALL),
        "while reading the end of the trace: it left 976 records unread");
  }

  @Test
  void ignoresTheSignal() {
    assertFailure(
        "ignores-signal",
        tool("ignores-signal").endMillis(300).failure(SMALL),
        "while printing its analysis: after SIGUSR1 it did not print"
            + " -----begin analysis output----- within 300 ms");
  }

  @Test
  void hasNoHandlerForTheSignal() {
    assertFailure(
        "has-no-handler",
        tool("has-no-handler").failure(SMALL),
        "while printing its analysis: it was killed by SIGUSR1 (status 138): it has no handler");
  }

  @Test
  void handlesTheSignalAndPrintsNothing() {
    assertFailure(
        "never-begins",
        tool("never-begins").endMillis(300).failure(SMALL),
        "after SIGUSR1 it did not print -----begin analysis output----- within 300 ms");
  }

  @Test
  void neverPrintsTheEndMarker() {
    assertFailure(
        "never-ends-output",
        tool("never-ends-output").endMillis(300).failure(SMALL),
        "it began, but did not print -----end analysis output----- within 300 ms");
  }

  @Test
  void printsItsAnalysisForEver() {
    assertFailure(
        "prints-for-ever",
        tool("prints-for-ever").endMillis(500).maxOutput(1000).failure(SMALL),
        "it began, but did not print -----end analysis output----- within 500 ms");
  }

  @Test
  void diesInItsAnalysis() {
    assertFailure(
        "dies-in-output",
        tool("dies-in-output").failure(SMALL),
        "while printing its analysis: it exited with status 5",
        "half of it");
  }

  @Test
  void closesItsOutputWhileTheTraceRuns() {
    assertFailure(
        "closes-output-later",
        tool("closes-output-later").failure(SMALL),
        "while printing its analysis: ");
  }

  @Test
  void isNotThere() {
    assertStartFails("there is no such file", programs.resolve("missing"));
  }

  @Test
  void isADirectory() {
    assertStartFails("it is a directory, not a program", programs);
  }

  @Test
  void isNotExecutable() throws IOException {
    assertStartFails("it is not executable", program("#!/bin/sh\n", "rw-------"));
  }

  @Test
  void isAScriptThatDoesNotSayOfWhat() throws IOException {
    assertStartFails(
        "it is neither an ELF program nor a script that starts with #!",
        program("echo Ready to analyze\n", "rwx------"));
  }

  @Test
  void isAScriptOfSomethingThatIsNotThere() throws IOException {
    final Path script = program("#!/no/such/shell\n", "rwx------");
    final String message = new ToolBench(scratch, script).direct(direct).failure(SMALL);
    assertTrue(message.startsWith("tool fake (" + script + ") failed while "), message);
    assertTrue(message.contains("No such file or directory"), message);
  }

  @Test
  void isGivenMoreInfoThanArgumentsCanHold() {
    final String message = tool("reads").info("x".repeat(1 << 20)).failure(SMALL);
    assertTrue(message.contains("failed while starting: "), message);
    assertTrue(message.contains("Argument list too long"), message);
  }

  @Test
  void isInterruptedWhileItIsWaitedFor() {
    Thread.currentThread().interrupt();
    final String message = tool("never-ready").failure(SMALL);
    assertTrue(Thread.interrupted(), "the thread is still interrupted");
    assertTrue(message.contains("failed while getting ready: interrupted"), message);
  }

  private ToolBench tool(final String behaviour) {
    return ToolBench.fake(scratch, behaviour).direct(direct);
  }

  private Path program(final String content, final String permissions) throws IOException {
    final Path path = programs.resolve("program");
    Files.writeString(path, content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    return path;
  }

  private void assertStartFails(final String why, final Path path) {
    final String message = new ToolBench(scratch, path).direct(direct).failure(SMALL);
    final String start = "tool fake (" + path + ") failed while starting: ";
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    assertTrue(message.contains(why), message);
  }

  private static void assertFailure(
      final String behaviour, final String message, final String... parts) {
    final String start = "tool fake (" + Tools.fake(behaviour) + ") failed while ";
    assertTrue(message.startsWith(start), message);
    for (final String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
