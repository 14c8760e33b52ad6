package io.memtracer.host.recording;

import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.ring.SharedRings;
import java.nio.file.Path;

/** A program that records until it is killed, and says how far it is. */
final class EndlessRecording {

  static final long SEED = 9;
  static final int MESSAGE_RECORDS = 500;
  static final int CHUNK_RECORDS = 700;

  private EndlessRecording() {}

  public static void main(final String... arguments) {
    final Path directory = Path.of(arguments[0]);
    final Recordings recordings =
        new Recordings(directory, Compression.NORMAL).chunks(CHUNK_RECORDS);
    final SeededRings rings = new SeededRings(directory.resolve("ring"), SEED);
    try (Recorder recorder = recordings.begin(directory.resolve("endless.mtrace"));
        SharedRings intake = rings.open(recorder)) {
      for (int message = 1; true; message++) {
        rings.write(MESSAGE_RECORDS);
        new Heard().drain(intake);
        System.out.println(message);
      }
    }
  }
}
