package io.memtracer.benchmarks.recordings;

import io.memtracer.benchmarks.Discard;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.recording.write.TargetFile;
import io.memtracer.host.ring.BatchAssembler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes the first records of a recorded trace anew and reads them again, on one thread, with each
 * compression in turn, and prints bytes and nanoseconds for a record: {@code RecordingCost FILE
 * [MILLIONS [ROUNDS]]}.
 */
public final class RecordingCost {

  private static final int BATCH_RECORDS = 4096;
  private static final int MILLION = 1_000_000;

  private final Pieces pieces;
  private final RunStart start;
  private final Path directory;

  private RecordingCost(final Pieces pieces, final RunStart start, final Path directory) {
    this.pieces = pieces;
    this.start = start;
    this.directory = directory;
  }

  /** What one round of a compression took. */
  private record Round(long bytes, double writeNanos, double readNanos) {}

  public static void main(final String... arguments) throws IOException {
    final int millions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
    final int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 9;
    final Pieces pieces = new Pieces(millions * MILLION);
    final Path directory = Files.createTempDirectory("memtracer-cost");
    try (RecordedTrace trace = RecordedTrace.open(Path.of(arguments[0]))) {
      read(trace, pieces);
      new RecordingCost(pieces, trace.start(), directory).print(rounds, System.out);
    } finally {
      Files.delete(directory);
    }
  }

  private static void read(final RecordedTrace trace, final Pieces pieces) {
    final BatchAssembler assembler = new BatchAssembler(pieces);
    try (RecordedIntake intake = trace.intake(Range.ALL, BATCH_RECORDS)) {
      while (!intake.end().isDone() && !pieces.isFull()) {
        intake.drain(assembler);
      }
      assembler.flush();
    }
  }

  private void print(final int rounds, final PrintStream out) throws IOException {
    final Compression[] all = Compression.values();
    final Round[][] taken = new Round[all.length][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < all.length; i++) {
        taken[i][round] = round(all[i]);
      }
    }
    for (int i = 0; i < all.length; i++) {
      final double[] write = Arrays.stream(taken[i]).mapToDouble(Round::writeNanos).toArray();
      final double[] read = Arrays.stream(taken[i]).mapToDouble(Round::readNanos).toArray();
      out.printf(
          Locale.ROOT,
          "%-6s %.3f bytes, %5.2f ns to write, %5.2f ns to read (fastest %.2f, %.2f)%n",
          all[i].name().toLowerCase(Locale.ROOT),
          (double) taken[i][0].bytes() / pieces.records(),
          median(write),
          median(read),
          Arrays.stream(write).min().orElseThrow(),
          Arrays.stream(read).min().orElseThrow());
    }
  }

  private static double median(final double[] values) {
    final double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private Round round(final Compression compression) throws IOException {
    final Path file = directory.resolve("trace");
    final long began = System.nanoTime();
    try (Recorder recorder = Recorder.begin(TargetFile.create(file), compression, start)) {
      pieces.tell(recorder);
      recorder.flush();
    }
    final long written = System.nanoTime();
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      read(trace, new Discard());
    }
    final long read = System.nanoTime();
    final long bytes = Files.size(file);
    Files.delete(file);
    final double records = pieces.records();
    return new Round(bytes, (written - began) / records, (read - written) / records);
  }

  private static void read(final RecordedTrace trace, final Discard nobody) {
    final BatchAssembler assembler = new BatchAssembler(nobody);
    try (RecordedIntake intake = trace.intake(Range.ALL, BATCH_RECORDS)) {
      while (!intake.end().isDone()) {
        intake.drain(assembler);
      }
      assembler.flush();
    }
  }
}
