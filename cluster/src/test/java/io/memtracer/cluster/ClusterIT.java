package io.memtracer.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is found on Spark is what is found here, to the digit. */
@Timeout(600)
final class ClusterIT {

  /** Two executors of one core and a gigabyte each, which are processes of their own. */
  private static final String PROCESSES = "local-cluster[2,1,1024]";

  private static final Path BUNDLED = Path.of(System.getProperty("analyzers"));

  private static final List<String> MERGEABLE =
      List.of(
          "working-set",
          "kernel-user-split",
          "heatmap",
          "sharing",
          "reuse-distance",
          "hot-spots:limit=0,table=0");

  @TempDir private static Path directory;
  private static Path trace;

  @TempDir private Path own;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    trace = GuestTrace.record(directory);
  }

  @Test
  void findsTheSameOnThreadsAndOnSpark() throws IOException {
    final Replays replays = new Replays(List.of(BUNDLED), MERGEABLE);
    final TraceReport serial = replays.here(trace, 1);
    assertTrue(serial.isComplete());
    assertTrue(serial.recordsRead() > 4 << 20, "records: " + serial.recordsRead());
    assertFalse(serial.tasks().shares().isEmpty());
    assertFalse(serial.phases().shares().isEmpty());
    final JsonNode expected = Replays.json(serial);
    assertEquals(expected, Replays.json(replays.here(trace, 2)));
    assertEquals(expected, Replays.json(replays.here(trace, 7)));
    final TraceReport inProcess = replays.on("local[2]", Map.of(), trace.toString());
    assertEquals(expected, Replays.json(inProcess));
    final TraceReport inProcesses = replays.on(PROCESSES, Map.of(), trace.toUri().toString());
    assertEquals(expected, Replays.json(inProcesses));
    assertEquals(0, Replays.retries(inProcesses));
  }

  /** An executor is killed in the middle of a piece: another one looks at it again. */
  @Test
  void losesNothingWithAnExecutor() throws IOException {
    AnalyzerJar.write(
        own, "dies", DyingFactory.class, DyingFactory.Dying.class, RecordCounter.class);
    final Path marker = own.resolve("marker");
    final Replays replays =
        new Replays(
            List.of(BUNDLED, own), List.of("dies:marker=" + marker, "working-set", "heatmap"));
    final TraceReport report = replays.on(PROCESSES, Map.of(), trace.toString());
    assertTrue(Files.exists(marker));
    assertTrue(Replays.retries(report) > 0);
    assertEquals(Replays.json(replays.here(trace, 1)), Replays.json(report));
  }

  /** Of a trace that was cut off, what there is, and the same words. */
  @Test
  void tellsWhatIsMissing() throws IOException {
    final Path cut = own.resolve("cut.mtrace");
    final byte[] bytes = Files.readAllBytes(trace);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    final Path damaged = own.resolve("damaged.mtrace");
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(damaged, bytes);
    final Replays replays = new Replays(List.of(BUNDLED), MERGEABLE);
    for (final Path file : List.of(cut, damaged)) {
      final TraceReport serial = replays.here(file, 1);
      assertFalse(serial.isComplete());
      assertTrue(serial.recordsRead() > 0);
      assertEquals(Replays.json(serial), Replays.json(replays.here(file, 2)));
      assertEquals(
          Replays.json(serial), Replays.json(replays.on("local[2]", Map.of(), file.toString())));
    }
  }

  @Test
  void refusesByNameWhatLooksAtTheWhole() {
    final Replays replays =
        new Replays(List.of(BUNDLED), List.of("working-set", "export:format=csv,file=unused"));
    final TraceException refused =
        assertThrows(
            TraceException.class, () -> replays.on("local[1]", Map.of(), trace.toString()));
    assertEquals(ErrorCategory.USER, refused.category());
    assertTrue(
        refused.getMessage().startsWith("export can't look at pieces of a trace"),
        refused.getMessage());
  }

  /** By the command: each trace has a file of its own. */
  @Test
  void replaysSeveralTraces() throws IOException, InterruptedException {
    final Path again = own.resolve("again.mtrace");
    Files.createSymbolicLink(again, trace);
    final Path results = Files.createDirectory(own.resolve("results"));
    GuestTrace.memtracer(
        "cluster-replay",
        trace.toString(),
        again.toString(),
        "--master",
        "local[2]",
        "--plugins",
        BUNDLED.toString(),
        "--analyzer",
        "kernel-user-split",
        "--json",
        results.toString(),
        "--quiet");
    assertTrue(Files.size(results.resolve("marked.json")) > 0);
    assertTrue(Files.size(results.resolve("again.json")) > 0);
  }
}
