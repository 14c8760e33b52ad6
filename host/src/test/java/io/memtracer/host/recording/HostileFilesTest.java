package io.memtracer.host.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were cut off or changed: what comes out of them is what was put in, or the beginning
 * of it and why it is no more.
 */
@Timeout(60)
final class HostileFilesTest {

  private static final int TIMES = 1000;
  private static final long SEED = 20_261_130;
  private static final int CHUNK_RECORDS = 700;

  @TempDir private Path directory;
  private Path damaged;
  private byte[] whole;
  private List<Object> all;

  @BeforeEach
  void record() throws IOException {
    final Recordings recordings =
        new Recordings(directory, Compression.NORMAL).chunks(CHUNK_RECORDS);
    final Recorded recorded = recordings.record(SEED, 10, 500);
    whole = Files.readAllBytes(recorded.file());
    all = recordings.heard().all();
    damaged = directory.resolve("damaged.mtrace");
    try (RecordedTrace trace = RecordedTrace.open(recorded.file())) {
      assertEquals(Optional.empty(), trace.check());
      assertTrue(trace.chunks() >= 7, "chunks: " + trace.chunks());
    }
  }

  @Test
  void givesWhatIsBeforeTheCut() throws IOException {
    final Random random = new Random(SEED);
    int longest = 0;
    for (int i = 0; i < TIMES; i++) {
      final int length = random.nextInt(whole.length);
      Files.write(damaged, Arrays.copyOf(whole, length));
      final Outcome outcome = read("cut to " + length);
      assertTrue(outcome.problem.isPresent(), "nobody noticed the cut to " + length);
      longest = Math.max(longest, outcome.count);
    }
    assertTrue(longest > all.size() / 2, "at most " + longest + " of " + all.size());
  }

  @Test
  void givesNothingThatWasChanged() throws IOException {
    final Random random = new Random(SEED);
    int incomplete = 0;
    for (int i = 0; i < TIMES; i++) {
      final int bit = random.nextInt(whole.length * Byte.SIZE);
      final byte[] bytes = whole.clone();
      bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(damaged, bytes);
      final Outcome outcome = read("bit " + bit + " flipped");
      incomplete += outcome.problem.isPresent() ? 1 : 0;
      assertTrue(checked().isPresent(), "nobody noticed bit " + bit);
    }
    assertTrue(incomplete > TIMES / 2, "incomplete: " + incomplete);
  }

  private record Outcome(int count, Optional<String> problem) {}

  /** What is read is all of what was recorded, or the beginning of it and a problem. */
  private Outcome read(final String what) {
    try (RecordedTrace trace = RecordedTrace.open(damaged);
        RecordedIntake intake = trace.intake(Range.ALL, 100)) {
      final List<Object> heard = new Heard().drain(intake).all();
      assertEquals(all.subList(0, heard.size()), heard, what);
      intake
          .problem()
          .ifPresentOrElse(
              why -> assertTrue(why.contains("incomplete") || why.contains("chunk"), why),
              () -> assertEquals(all.size(), heard.size(), what));
      return new Outcome(heard.size(), intake.problem());
    } catch (TraceException e) {
      assertEquals(ErrorCategory.USER, e.category(), what);
      return new Outcome(0, Optional.of(e.getMessage()));
    }
  }

  private Optional<String> checked() {
    try (RecordedTrace trace = RecordedTrace.open(damaged)) {
      return trace.check();
    } catch (TraceException e) {
      return Optional.of(e.getMessage());
    }
  }
}
