package io.memtracer.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users have: Spark's own master and two workers, processes that know no memtracer, and a
 * trace that lies on HDFS and nowhere else, as far as they know.
 */
@Timeout(600)
final class StandaloneIT {

  private static final Path BUNDLED = Path.of(System.getProperty("analyzers"));

  @TempDir private static Path directory;
  @AutoClose private static Hdfs hdfs;
  private static Path trace;
  private static String remote;

  @TempDir private Path own;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    trace = GuestTrace.record(directory);
    hdfs = Hdfs.start(Files.createDirectory(directory.resolve("hdfs")));
    remote = hdfs.put(trace);
  }

  /** By the command, as a user would. */
  @Test
  void findsTheSameAsReplay() throws IOException, InterruptedException {
    final List<String> analyzers = List.of("working-set", "sharing", "reuse-distance");
    final Path report = own.resolve("report.json");
    try (StandaloneSpark spark = StandaloneSpark.start(own, 2)) {
      GuestTrace.memtracer(
          "cluster-replay",
          remote,
          "--master",
          spark.url(),
          "--plugins",
          BUNDLED.toString(),
          "--analyzer",
          analyzers.get(0),
          "--analyzer",
          analyzers.get(1),
          "--analyzer",
          analyzers.get(2),
          "--json",
          report.toString(),
          "--quiet");
    }
    final JsonNode found = Replays.json(Files.readAllBytes(report));
    final Replays replays = new Replays(List.of(BUNDLED), analyzers);
    for (final int threads : new int[] {1, 2, 7}) {
      assertEquals(Replays.json(replays.here(trace, threads)), found);
    }
  }

  /** A worker and its executor are killed in the middle of a piece: another one goes on alone. */
  @Test
  void losesNothingWithAMachine() throws IOException {
    AnalyzerJar.write(
        own, "dies", DyingFactory.class, DyingFactory.Dying.class, RecordCounter.class);
    final Path marker = own.resolve("marker");
    final Replays replays =
        new Replays(
            List.of(BUNDLED, own), List.of("dies:worker=true,marker=" + marker, "working-set"));
    final TraceReport report;
    try (StandaloneSpark spark = StandaloneSpark.start(own, 2)) {
      report = replays.on(spark.url(), Map.of(), remote);
    }
    assertTrue(Files.exists(marker));
    assertTrue(Replays.retries(report) > 0);
    assertEquals(Replays.json(replays.here(trace, 1)), Replays.json(report));
  }

  /** Not for each piece, nor for each trace: Java would compile their code as often. */
  @Test
  void loadsAnalyzersOnceInEachProcess() throws IOException {
    AnalyzerJar.write(own, "tells", TellingFactory.class, RecordCounter.class);
    final Path log = own.resolve("log");
    final Replays replays = new Replays(List.of(own), List.of("tells:log=" + log));
    try (StandaloneSpark spark = StandaloneSpark.start(own, 2);
        Cluster cluster = new SparkService().connect(spark.url(), Map.of())) {
      assertTrue(replays.on(cluster, remote).isComplete());
      assertTrue(replays.on(cluster, remote).isComplete());
    }
    final String driver = ProcessHandle.current().pid() + " ";
    final List<String> made =
        Files.readAllLines(log).stream().filter(line -> !line.startsWith(driver)).toList();
    final Map<String, Set<String>> classes =
        made.stream()
            .collect(
                Collectors.groupingBy(
                    line -> line.substring(0, line.indexOf(' ')), Collectors.toSet()));
    assertTrue(made.size() > 2 * classes.size(), made.toString());
    classes.values().forEach(ofProcess -> assertEquals(1, ofProcess.size(), made.toString()));
  }

  /** Of Spark itself nobody learns how many there are before its executors have come. */
  @Test
  void cutsForAllCores() throws IOException {
    try (StandaloneSpark spark = StandaloneSpark.start(own, 2);
        Cluster cluster = new SparkService().connect(spark.url(), Map.of())) {
      assertEquals(16, cluster.farm().pieces(1000));
    }
  }

  /** Spark itself tries for a minute. */
  @Test
  void saysThatThereIsNoMaster() throws IOException {
    final String nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "spark://127.0.0.1:" + socket.getLocalPort();
    }
    final TraceException refused =
        assertThrows(
            TraceException.class, () -> new SparkService().connect(nobody, Map.of()).close());
    assertEquals(ErrorCategory.ENVIRONMENT, refused.category());
    assertEquals(
        "can't use Spark at "
            + nobody
            + ": no master has taken us for a minute; is one there, and can it connect to this"
            + " machine?",
        refused.getMessage());
  }

  @Test
  void namesAFileThatIsNotThere() {
    final String missing = hdfs.uri("/nowhere.mtrace");
    final Replays replays = new Replays(List.of(BUNDLED), List.of("working-set"));
    final TraceException refused =
        assertThrows(TraceException.class, () -> replays.on("local[1]", Map.of(), missing));
    assertEquals("there is no file " + missing, refused.getMessage());
  }
}
