package io.memtracer.host.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.recording.write.Compactor;
import io.memtracer.host.recording.write.TargetFile;
import io.memtracer.host.status.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes out of a recording is what came out of the rings. */
final class RecordingTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void givesBackWhatCameOutOfTheRings(final Compression compression) {
    final Recordings recordings = new Recordings(directory, compression);
    final Recorded recorded = recordings.record(20_261_130, 60, 3000);
    try (RecordedTrace trace = RecordedTrace.open(recorded.file())) {
      assertEquals(Optional.empty(), trace.problem());
      assertEquals(recorded.records(), trace.records());
      assertEquals(recordings.heard().records(), trace.records());
      assertEquals(Recordings.ASIDES, trace.asides());
      final Heard replayed = new Heard().drain(trace.intake(Range.ALL, 4096));
      assertEquals(recordings.heard().all(), replayed.all());
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    final Recorded recorded = new Recordings(directory, Compression.FAST).record(1, 1, 10);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(recorded.file())));
    assertEquals(Files.size(recorded.file()), recorded.bytes());
  }

  @Test
  void takesARange() {
    final Recordings recordings = new Recordings(directory, Compression.NORMAL);
    final Recorded recorded = recordings.record(7, 20, 2000);
    final List<Object> all =
        recordings.heard().all().stream().filter(Heard.One.class::isInstance).toList();
    try (RecordedTrace trace = RecordedTrace.open(recorded.file())) {
      for (final long[] range : new long[][] {{0, 1}, {999, 17_000}, {39_999, 50_000}}) {
        final Heard part = new Heard().drain(trace.intake(new Range(range[0], range[1]), 1000));
        assertEquals(
            all.subList((int) range[0], (int) Math.min(range[1], all.size())),
            part.all().stream().filter(Heard.One.class::isInstance).toList());
      }
    }
  }

  @Test
  void saysTheSameInLessRoom() throws IOException {
    final Recordings recordings = new Recordings(directory, Compression.FAST).chunks(10_000);
    final Recorded recorded = recordings.record(5, 40, 2000);
    final Path small = directory.resolve("small.mtrace");
    try (RecordedTrace trace = RecordedTrace.open(recorded.file());
        Compactor compactor = new Compactor(TargetFile.create(small), Compression.SMALL)) {
      trace.blocks(compactor::add);
      assertTrue(compactor.finish() < recorded.bytes());
    }
    try (RecordedTrace trace = RecordedTrace.open(small)) {
      assertEquals(Optional.empty(), trace.check());
      assertEquals(
          recordings.heard().all(), new Heard().drain(trace.intake(Range.ALL, 4096)).all());
    }
  }

  @Test
  void isIncompleteUntilItIsFinished() {
    final Recordings recordings = new Recordings(directory, Compression.NORMAL);
    final Path file = recordings.recordWithoutEnd(3, 20, 2000);
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      assertTrue(
          trace.problem().orElseThrow().endsWith("whoever wrote it was ended"),
          trace.problem().toString());
      assertEquals(Optional.<RunEnd>empty(), trace.end());
      assertEquals(
          recordings.heard().all(), new Heard().drain(trace.intake(Range.ALL, 4096)).all());
    }
  }
}
