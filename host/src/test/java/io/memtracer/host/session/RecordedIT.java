package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.TaskParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What analyzers find in a recorded trace is what they found while it was recorded. */
final class RecordedIT {

  private static final List<String> BUNDLED =
      List.of(
          "kernel-user-split",
          "working-set",
          "stride-detector",
          "cache",
          "reuse-distance",
          "hot-spots",
          "sharing");

  @TempDir private Path directory;

  @BeforeAll
  static void prepare() {
    QemuEra.prepare(1, 2);
  }

  /** Those that look at pieces, where nobody looks at the whole. */
  private static final List<String> IN_PIECES =
      List.of("kernel-user-split", "working-set", "reuse-distance", "heatmap");

  private static Runs analyzing(final Runs runs, final Parts parts) {
    BUNDLED.forEach(name -> runs.analyzer(name, parts));
    return runs;
  }

  /** Two vCPUs, three threads, phases of each, and code with names. */
  @Test
  void findsWhatWasFoundLive() throws IOException {
    final Path file = directory.resolve("marked.mtrace");
    final Parts parts = new Parts(true, TaskParts.PROGRAM, true);
    final Path program = TestWorkloads.compile("marked");
    final TraceReport live =
        analyzing(Runs.of(program, 40, 3), parts).on(QemuEra.WITH_PLUGIN_ID, 2).record(file).run();
    assertNothingLost(live);
    final Recorded recorded = live.recorded().orElseThrow();
    assertEquals(Optional.empty(), recorded.stopped());
    assertEquals(live.recordsRead(), recorded.records());
    final TraceReport replayed = analyzing(Runs.of(program), parts).replay(file);
    assertEquals(Delivery.REPLAYED, replayed.delivery());
    assertTrue(replayed.isComplete());
    assertFalse(live.names().code().isEmpty());
    assertTrue(
        live.names().data().values().stream()
            .map(DataName::owner)
            .toList()
            .containsAll(List.of("[stack]", "[kernel]", program.toAbsolutePath().toString())),
        live.names().data().toString());
    assertEquals(live.names(), replayed.names());
    assertEquals(json(live), json(replayed));
    final TraceReport inPieces = analyzing(Runs.of(program), parts).replay(file, 2);
    assertEquals(json(live), json(inPieces));
  }

  /** What it wrote, and names in libraries of this machine. */
  @Test
  void tellsOfFilesWhatWasToldLive() throws IOException {
    final Path file = directory.resolve("wrote.mtrace");
    final TraceReport live =
        HostCommands.in(directory)
            .here("echo something > written")
            .analyzer("hot-spots", Parts.NONE)
            .record(file)
            .run();
    final TraceReport replayed =
        Runs.of(Path.of("unused")).analyzer("hot-spots", Parts.NONE).replay(file);
    assertEquals(1, live.files().orElseThrow().files());
    assertEquals(live.files(), replayed.files());
    assertEquals(json(live), json(replayed));
  }

  /** In several chunks, on several threads. */
  @Test
  void findsTheSameInPieces() throws IOException {
    final Path file = directory.resolve("marked.mtrace");
    final Path program = TestWorkloads.compile("marked");
    final TraceReport live =
        analyzing(Runs.of(program, 1200, 3), Parts.NONE)
            .on(QemuEra.WITH_PLUGIN_ID, 2)
            .record(file)
            .run();
    assertTrue(live.recordsRead() > 4 << 20, "records: " + live.recordsRead());
    for (final int threads : new int[] {1, 2, 7}) {
      final TraceReport replayed = analyzing(Runs.of(program), Parts.NONE).replay(file, threads);
      assertEquals(
          threads == 1 ? "" : "kernel-user-split,working-set,reuse-distance,sharing",
          replayed.origin().facts().get("replayed-in-pieces"));
      assertEquals(json(live), json(replayed));
    }
    assertFindsTheSameInPiecesAlone(file);
    final byte[] bytes = Files.readAllBytes(file);
    final Path cut = directory.resolve("cut.mtrace");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertFindsTheSameInPiecesAlone(cut);
    final Path damaged = directory.resolve("damaged.mtrace");
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(damaged, bytes);
    assertFindsTheSameInPiecesAlone(damaged);
  }

  private static void assertFindsTheSameInPiecesAlone(final Path file) throws IOException {
    final TraceReport serial = inPieces(file, 1);
    assertTrue(serial.recordsRead() > 1 << 20, "records: " + serial.recordsRead());
    assertEquals(json(serial), json(inPieces(file, 2)));
    assertEquals(json(serial), json(inPieces(file, 7)));
  }

  private static TraceReport inPieces(final Path file, final int threads) {
    final Runs runs = Runs.of(Path.of("unused"));
    IN_PIECES.forEach(runs::analyzer);
    return runs.replay(file, threads);
  }

  /** Tasks are chosen when they are looked at. */
  @Test
  void findsOfSomeTasksWhatWouldHaveBeenFoundLive() throws IOException {
    final Path file = directory.resolve("marked.mtrace");
    final Path program = TestWorkloads.compile("marked");
    final TraceReport live =
        analyzing(Runs.of(program, 40), Parts.NONE).onlyTask("workload").record(file).run();
    final TraceReport replayed =
        analyzing(Runs.of(program), Parts.NONE).onlyTask("workload").replay(file);
    assertTrue(live.tasks().leftOut() > 0);
    assertEquals(json(live), json(replayed));
    final TraceReport inPieces =
        analyzing(Runs.of(program), Parts.NONE).onlyTask("workload").replay(file, 2);
    assertEquals(json(live), json(inPieces));
  }

  /** All but how long things took, and which way the records came. */
  private static JsonNode json(final TraceReport report) throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(report, out);
    final ObjectNode json = (ObjectNode) new JsonMapper().readTree(out.toByteArray());
    json.remove(List.of("startedAt", "tracingNanos", "totalNanos", "recording"));
    ((ObjectNode) json.get("records")).remove("delivery");
    ((ObjectNode) json.get("provenance"))
        .remove(List.of("recording", "recorded-at", "replay-threads", "replayed-in-pieces"));
    json.get("analyzers").forEach(analyzer -> ((ObjectNode) analyzer).remove("busyNanos"));
    return json;
  }
}
