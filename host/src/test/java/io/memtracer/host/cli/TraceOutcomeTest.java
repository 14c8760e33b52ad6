package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run prints and writes, and the status that it ends with. */
final class TraceOutcomeTest {

  private final CliHarness harness = new CliHarness();
  @TempDir private Path directory;
  private String workload;

  @BeforeEach
  void makeWorkload() throws IOException {
    workload = CliHarness.program(directory, "workload").toString();
  }

  @Test
  void printsTheWorkloadsOutputThenTheReport() {
    harness.run("trace", "--no-host-files", "--", workload, "100");
    assertTrue(harness.out().startsWith("out\n\ntraced: " + workload + " 100\n"), harness.out());
    assertEquals("memtracer: restoring the guest\nerr\n", harness.err());
  }

  @Test
  void quietIsTheWorkloadsOutputAlone() {
    harness.run("trace", "--quiet", "--", workload);
    assertEquals("out\n", harness.out());
    assertEquals("err\n", harness.err());
  }

  @Test
  void keepsStandardOutputForJsonIfAsked() {
    harness.run("trace", "--json", "-", "--", workload);
    assertTrue(harness.out().startsWith("{\n"), harness.out());
    assertTrue(harness.out().endsWith("}\n"), harness.out());
    assertTrue(harness.err().contains("out\n"), harness.err());
    assertTrue(harness.err().contains("traced: "), harness.err());
  }

  @Test
  void writesJsonToAFile() throws IOException {
    final Path file = directory.resolve("report.json");
    harness.run("trace", "--json", file.toString(), "--", workload);
    assertTrue(Files.readString(file).startsWith("{\n"));
    assertTrue(harness.out().contains("traced: "));
  }

  @Test
  void writesCsvToANewDirectory() throws IOException {
    final Path tables = directory.resolve("tables");
    assertEquals(0, harness.run("trace", "--csv", tables.toString(), "--", workload));
    assertTrue(Files.isDirectory(tables));
    Files.createFile(tables.resolve("something"));
    assertEquals(2, harness.run("trace", "--csv", tables.toString(), "--", workload));
    assertTrue(
        harness.err().contains("--csv must be an empty directory, but " + tables + " isn't\n"),
        harness.err());
  }

  @ParameterizedTest
  @CsvSource({
    "EXITED, 0, 0",
    "EXITED, 3, 3",
    "SIGNALLED, 11, 139",
    "TIMED_OUT, 0, 0",
    "INTERRUPTED, 0, 130",
    "NO_LISTENERS, 0, 0",
    "LOST, 0, 5"
  })
  void exitsAsTheWorkloadDid(final How how, final int code, final int status) {
    harness.backend.exit = new WorkloadExit(how, code);
    assertEquals(status, harness.run("trace", "--", workload));
  }

  @Test
  void exitsByTheCategoryOfWhatWentWrong() {
    harness.backend.incomplete = Optional.of("QEMU was killed by signal 9");
    assertEquals(5, harness.run("trace", "--", workload));
    harness.backend.incomplete = Optional.empty();
    harness.backend.recordsRead = 6;
    assertEquals(70, harness.run("trace", "--", workload));
  }

  @Test
  void showsOnlyTheMessageOfAnErrorUnlessAsked() {
    harness.backend.failure = TraceException.environment("there is no QEMU");
    assertEquals(3, harness.run("trace", "--no-host-files", "--", workload));
    assertEquals("memtracer: there is no QEMU\n", harness.err());
    assertEquals(3, harness.run("trace", "--verbose", "--", workload));
    assertTrue(harness.err().contains("TraceException: there is no QEMU\n"), harness.err());
  }

  @Test
  void showsWhereAnAnalyzerIsThatDoesNotComeBack() {
    final Throwable where = new IllegalStateException("it had not come back after 9 s");
    where.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("x.Endless", "spin", "Endless.java", 7)});
    harness.backend.outcomes =
        List.of(
            new AnalyzerOutcome(
                "endless",
                "endless",
                "1.0",
                Map.of(),
                7,
                0,
                0,
                Optional.empty(),
                Optional.of(new AnalyzerFailure("onBatch", 7, where, true))));
    assertEquals(4, harness.run("trace", "--no-host-files", "--", workload));
    assertFalse(harness.err().contains("Endless.java"), harness.err());
    assertEquals(4, harness.run("trace", "--no-host-files", "--verbose", "--", workload));
    assertTrue(
        harness
            .err()
            .contains(
                """
                memtracer: analyzer endless is in onBatch
                java.lang.IllegalStateException: it had not come back after 9 s
                        at x.Endless.spin(Endless.java:7)
                """),
        harness.err());
  }

  @Test
  void keepsOthersWordsOffTheBeginningsOfLines() {
    harness.backend.failure = TraceException.guest("it said: a\nmemtracer: all is well");
    assertEquals(5, harness.run("trace", "--no-host-files", "--", workload));
    assertEquals("memtracer: it said: a\n  memtracer: all is well\n", harness.err());
  }

  @Test
  void showsTheStackTraceOfAFaultOfOurOwn() {
    harness.backend.failure = new IllegalStateException("off by one");
    assertEquals(70, harness.run("trace", "--no-host-files", "--", workload));
    final List<String> lines = new ArrayList<>(harness.err().lines().toList());
    assertEquals(
        "memtracer: a fault of memtracer's own, please report it:"
            + " java.lang.IllegalStateException: off by one",
        lines.get(0));
    assertTrue(lines.size() > 2, harness.err());
  }

  @Test
  void namesJarsThatCannotBeUsedAndSaysSoInItsStatus() {
    harness.backend.unusableJars = List.of("/x/broken.jar: it is not a JAR");
    assertEquals(4, harness.run("trace", "--quiet", "--", workload));
    assertTrue(
        harness.err().contains("memtracer: /x/broken.jar: it is not a JAR\n"), harness.err());
    harness.backend.exit = new WorkloadExit(How.INTERRUPTED, 0);
    assertEquals(130, harness.run("trace", "--", workload));
  }
}
