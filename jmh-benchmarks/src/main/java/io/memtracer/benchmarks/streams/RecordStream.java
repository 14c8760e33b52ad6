package io.memtracer.benchmarks.streams;

import io.memtracer.benchmarks.Analyzers;
import io.memtracer.benchmarks.recorder.Recording;
import io.memtracer.benchmarks.recorder.RecordingCache;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Where records come from. Each stream has the same length, and is the same every time. */
public enum RecordStream {
  /** A real guest's. */
  REAL("real", "a recorded guest, user and kernel"),
  /** One instruction goes through 4 MiB. */
  SEQUENTIAL("sequential", "8 bytes after 8 bytes"),
  /** One instruction takes every 4160th byte, so that each access has a page of its own. */
  STRIDED("strided", "4,160 bytes apart, over 2 GiB"),
  /** No place is likelier than another. */
  RANDOM("random", "anywhere in 256 MiB"),
  /** Few places often, many seldom. */
  ZIPF("zipf", "Zipf over 256 MiB"),
  /** A cycle through 131,072 pointers in random order. */
  POINTER_CHASE("pointer-chase", "131,072 pointers in random order");

  /** Records in a stream. */
  public static final int RECORDS = 1 << 19;

  /** System property: the file with the recording to use, if not that of today's guest. */
  public static final String RECORDING = "memtracer.bench.recording";

  private static final long BASE = 0x7f00_0000_0000L;
  private static final long STRIDE_BYTES = 4096 + 64;
  private static final long AREA_BYTES = 256L << 20;
  private static final int POINTERS = 1 << 17;
  private static final long SEED = 42;

  private final String label;
  private final String description;

  RecordStream(final String label, final String description) {
    this.label = label;
    this.description = description;
  }

  /** As users type it. */
  public String label() {
    return label;
  }

  /** What it is, in a few words. */
  public String description() {
    return description;
  }

  /** The stream of that label. */
  public static RecordStream of(final String label) {
    return Arrays.stream(values())
        .filter(stream -> stream.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no stream '" + label + "'"));
  }

  /**
   * Its records.
   *
   * @return {@link #RECORDS} of them
   */
  public Recording records() {
    final Random random = new Random(SEED);
    return switch (this) {
      case REAL -> repeated(recorded());
      case SEQUENTIAL -> of(Traces.sequential(BASE, RECORDS));
      case STRIDED -> of(Traces.stride(BASE, STRIDE_BYTES, RECORDS));
      case RANDOM -> of(Traces.random(random, BASE, AREA_BYTES, RECORDS));
      case ZIPF -> of(Traces.zipf(random, BASE, AREA_BYTES, RECORDS));
      case POINTER_CHASE -> of(Traces.pointerChase(random, BASE, POINTERS, RECORDS));
    };
  }

  private static Recording recorded() {
    final String given = System.getProperty(RECORDING);
    try {
      final Path file =
          given == null ? RecordingCache.of(Analyzers.home()).ensure(what -> {}) : Path.of(given);
      return Recording.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while recording a guest", e);
    }
  }

  private static Recording repeated(final Recording recording) {
    final Recording repeated = new Recording(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      final int from = i % recording.size();
      repeated.set(i, recording.word(from), recording.address(from));
    }
    return repeated;
  }

  private static Recording of(final Trace trace) {
    final Recording records = new Recording(trace.size());
    for (int i = 0; i < trace.size(); i++) {
      records.set(i, trace.word(i), trace.address(i));
    }
    return records;
  }
}
