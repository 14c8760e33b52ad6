package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.session.request.RecordRequest;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.status.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about recorded traces: what they ask for, and what they refuse. */
final class RecordedTraceCommandsTest {

  private final CliHarness harness = new CliHarness();
  @TempDir private Path directory;

  private String workload() throws IOException {
    return CliHarness.program(directory, "workload").toString();
  }

  @Test
  void recordsWithoutAnalyzers() throws IOException {
    final Path file = directory.resolve("a.mtrace");
    assertEquals(
        0, harness.run("record", "-o", file.toString(), "--compression", "fast", "--", workload()));
    final TraceRequest request = harness.backend.requests.get(0);
    assertEquals(Optional.of(new RecordRequest(file, Compression.FAST)), request.record());
    assertEquals(List.of(), request.analyzers());
    assertTrue(request.traced());
  }

  @Test
  void recordsAndAnalyzesAtOnce() throws IOException {
    final Path file = directory.resolve("a.mtrace");
    harness.run("trace", "--record", file.toString(), "--", workload());
    final TraceRequest request = harness.backend.requests.get(0);
    assertEquals(Optional.of(new RecordRequest(file, Compression.NORMAL)), request.record());
    assertEquals(3, request.analyzers().size());
  }

  @Test
  void refusesWhatCannotBeRecorded() throws IOException {
    final String there = Files.createFile(directory.resolve("there")).toString();
    final String program = workload();
    refuses("there is a file " + there + " already", "record", "-o", there, "--", program);
    refuses("the directory doesn't exist", "record", "-o", there + "/no/a", "--", program);
    refuses("it excludes --record", "trace", "--untraced", "--record", there + "2", "--", program);
    refuses("--compression is for recorded", "trace", "--compression", "fast", "--", program);
    refuses(
        "--compression must be", "record", "-o", there + "2", "--compression", "9", "--", program);
  }

  @Test
  void replaysARange() {
    assertEquals(0, harness.run("replay", "a.mtrace", "--from", "10", "--to", "20"));
    assertEquals(List.of("replay a.mtrace Range[from=10, to=20] 1"), harness.backend.calls);
    refuses("--to must be behind --from", "replay", "a.mtrace", "--from", "10", "--to", "10");
    refuses("--from must be the number", "replay", "a.mtrace", "--from", "x");
    refuses("--threads must be in range", "replay", "a.mtrace", "--threads", "0");
  }

  @Test
  void replaysOnAClusterWhatCanBeMerged() {
    refuses("has no --by: use replay", "cluster-replay", "a.mtrace", "--by", "cpl");
    refuses("has no --only-task: use replay", "cluster-replay", "a.mtrace", "--only-task", "ls");
    refuses("must be spark.SOMETHING=VALUE, but x=1", "cluster-replay", "a", "--conf", "x=1");
    refuses("--json - is for one trace", "cluster-replay", "a", "b", "--json", "-");
    refuses("the directory doesn't exist", "cluster-replay", "a", "b", "--json", "none");
    assertEquals(3, harness.run("cluster-replay", "a.mtrace", "--conf", "spark.x=y=z"));
    assertTrue(harness.err().contains("Apache Spark isn't here"), harness.err());
    assertEquals(List.of("cluster local[*] {spark.x=y=z}"), harness.backend.calls);
  }

  @Test
  void saysWhatIsNoRecordedTrace() throws IOException {
    final Path text = Files.writeString(directory.resolve("text"), "This is no recorded trace.");
    for (final String command : List.of("info", "check")) {
      refuses("there is no file " + directory.resolve("none"), command, directory + "/none");
      refuses(text + " is no recorded trace: it doesn't begin like one", command, text.toString());
      refuses("must be a file", command, directory.toString());
    }
  }

  private void refuses(final String why, final String... arguments) {
    assertEquals(2, harness.run(arguments));
    assertTrue(harness.err().contains(why), harness.err());
  }

  @Test
  void aRecordingThatEndedEarlyIsTheMachinesFault() throws IOException {
    harness.backend.recorded =
        Optional.of(
            new Recorded(
                directory.resolve("a.mtrace"), 5, 100, Optional.of("No space left on device")));
    assertEquals(3, harness.run("record", "-o", directory + "/a.mtrace", "--", workload()));
    assertTrue(
        harness.out().contains("the recording ended before the run: No space left on device"),
        harness.out());
  }
}
