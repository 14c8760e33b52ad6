package io.memtracer.host.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorder that is killed leaves what it had written. */
@Timeout(60)
final class KilledRecorderTest {

  private static final int MESSAGES = 50;

  @TempDir private Path directory;

  @Test
  void leavesAllWholeChunks() throws IOException, InterruptedException {
    final Path temporary = Files.createDirectory(directory.resolve("tmp"));
    final Process process = start(temporary);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && Integer.parseInt(line) < MESSAGES) {
        line = out.readLine();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    final Recordings same =
        new Recordings(directory, Compression.NORMAL).chunks(EndlessRecording.CHUNK_RECORDS);
    same.record(EndlessRecording.SEED, MESSAGES, EndlessRecording.MESSAGE_RECORDS);
    try (RecordedTrace trace = RecordedTrace.open(directory.resolve("endless.mtrace"))) {
      assertTrue(
          trace.problem().orElseThrow().contains("is incomplete"), trace.problem().toString());
      final long least = (long) MESSAGES * EndlessRecording.MESSAGE_RECORDS;
      assertTrue(
          trace.records() > least - 2 * EndlessRecording.CHUNK_RECORDS, "" + trace.records());
      final List<Object> begun = same.heard().all();
      final List<Object> left = new Heard().drain(trace.intake(Range.ALL, 100)).all();
      final int both = Math.min(begun.size(), left.size());
      assertEquals(begun.subList(0, both), left.subList(0, both));
    }
    try (var files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private Process start(final Path temporary) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-XX:-UsePerfData",
            "--add-opens",
            "java.base/jdk.internal.misc=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            EndlessRecording.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
