package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.status.AnalyzerOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListenerOptionsTest {

  private final CliHarness harness = new CliHarness();
  @TempDir private Path directory;
  private String workload;

  @BeforeEach
  void makeWorkload() throws IOException {
    final Path file = Files.createFile(directory.resolve("workload"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    workload = file.toString();
    harness.backend.outcomes = List.of(outcome("old", 1, 2), outcome("new", 1, 3));
  }

  @Test
  void takesToolsWhateverTheirPathsAndAnalyzersBeforeThem() throws IOException {
    final String tool = Files.createFile(directory.resolve("a, b=c:d")).toString();
    trace("--tool", tool, "--analyzer", "working-set", "--tool", tool);
    final AnalyzerRequest request = new AnalyzerRequest("external-process", Map.of("path", tool));
    assertEquals(
        List.of(new AnalyzerRequest("working-set", Map.of()), request, request),
        harness.backend.requests.get(0).analyzers());
  }

  /** What an analyzer was told by itself stays. */
  @Test
  void asksEachAnalyzerForSomeLines() {
    trace(
        "--sample-lines",
        "0.01",
        "--analyzer",
        "hot-spots:top=5",
        "--analyzer",
        "cache:sample-lines=0.1");
    assertEquals(
        List.of(
            new AnalyzerRequest("hot-spots", Map.of("top", "5", "sample-lines", "0.01")),
            new AnalyzerRequest("cache", Map.of("sample-lines", "0.1"))),
        harness.backend.requests.get(0).analyzers());
  }

  @Test
  void takesAFifoInsteadOfAnalyzers() {
    final Path fifo = directory.resolve("fifo");
    Posix.mkfifo(fifo);
    trace("--fifo", fifo.toString());
    assertEquals(List.of(), harness.backend.requests.get(0).analyzers());
    assertEquals(Optional.of(fifo), harness.backend.requests.get(0).fifo());
    refuses(
        "--fifo gives all records to the reader of that FIFO: it excludes --analyzer, --tool,"
            + " --by and --sample-lines",
        "--fifo",
        fifo.toString(),
        "--analyzer",
        "working-set");
    refuses(
        "--compare is about figures of analyzers: it excludes --fifo",
        "--fifo",
        fifo.toString(),
        "--compare",
        "a=b");
  }

  @Test
  void refusesWhatIsNoFifoOrNoTool() {
    refuses("--tool must be a program, but /nowhere isn't a file", "--tool", "/nowhere");
    refuses(
        "--fifo must be a FIFO, but " + workload + " isn't: 'mkfifo " + workload + "' makes one",
        "--fifo",
        workload);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "old/s/a=new/s/a|0",
        "old/s/a=new/s/a,old/s/b=old/s/b|0",
        // The old one has 2, the new one 3.
        "old/s/a=new/s/a,old/s/b=new/s/b|4",
        // There is no such figure, or there are two of them.
        "old/s/a=new/s/c|2",
        "old/s/a=s/a|2",
        "old/s/a=s/a,old/s/b=new/s/b|2"
      })
  void theExitStatusSaysWhetherFiguresAgree(final String pairs, final int status) {
    assertEquals(status, trace("--compare", pairs));
  }

  @Test
  void readsPairsFromAFileWithSpacesAndComments() throws IOException {
    final Path file = directory.resolve("pairs");
    Files.writeString(file, "# old = new\n\n  old/s/a = new/s/a\nold/s/b=new/s/b\n");
    assertEquals(4, trace("--compare", "@" + file));
    assertTrue(harness.out().contains("1 of 2 figures agree"), harness.out());
  }

  @Test
  void refusesPairsThatAreNone() throws IOException {
    refuses("--compare must be KEY=KEY, separated by commas, but 'b' in a=b,b isn't", "a=b,b");
    refuses("--compare must be KEY=KEY, separated by commas, but 'a=' in a= isn't", "a=");
    refuses("--compare must be KEY=KEY, separated by commas, but 'a=b=c' in a=b=c isn't", "a=b=c");
    refuses(
        "--compare can't read /nowhere: java.nio.file.NoSuchFileException: /nowhere", "@/nowhere");
    final Path file = Files.writeString(directory.resolve("pairs"), "# nothing\n");
    refuses("--compare needs KEY=KEY, but there is none in @" + file, "@" + file);
  }

  private void refuses(final String message, final String pairs) {
    refuses(message, "--compare", pairs);
  }

  private void refuses(final String message, final String... options) {
    final CliHarness fresh = new CliHarness();
    assertEquals(2, fresh.run(arguments(options)));
    assertEquals("memtracer: " + message + "\n", fresh.err());
    assertEquals(List.of(), fresh.backend.requests);
  }

  private int trace(final String... options) {
    return harness.run(arguments(options));
  }

  private String[] arguments(final String... options) {
    final List<String> arguments = new ArrayList<>(List.of("trace"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--", workload));
    return arguments.toArray(String[]::new);
  }

  private static AnalyzerOutcome outcome(final String label, final long a, final long b) {
    final AnalysisResult result =
        AnalysisResult.of(
            Section.of(
                "s", "S", Metric.of("a", "a", a, Unit.COUNT), Metric.of("b", "b", b, Unit.COUNT)));
    return new AnalyzerOutcome(
        label, "x", "1", Map.of(), 7, 0, 0, Optional.of(result), Optional.empty());
  }
}
