package io.memtracer.host.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rings, and what came out of them. */
final class RingRig implements AutoCloseable {

  private static final String CANNOT_BE = "QEMU wrote what can't be: ";

  final Collected collected;
  final BatchAssembler assembler;
  final SharedRings rings;

  RingRig(final Path prefix, final int batchRecords, final Integer... vcpus) {
    this(prefix, batchRecords, false, vcpus);
  }

  RingRig(
      final Path prefix, final int batchRecords, final boolean tellsPages, final Integer... vcpus) {
    collected = new Collected(batchRecords);
    assembler = new BatchAssembler(collected);
    rings = SharedRings.open(prefix, List.of(vcpus), () -> true, 0, RingTap.NONE, tellsPages);
  }

  int drain() {
    return rings.drain(assembler);
  }

  /** What is wrong with what it reads now, after which it is at its end. */
  String problem() {
    assertEquals(0, drain());
    assertTrue(rings.isDrained());
    final String problem = rings.problem().orElseThrow();
    assertTrue(problem.startsWith(CANNOT_BE), problem);
    return problem.substring(CANNOT_BE.length());
  }

  RingRig drainToTheEnd() {
    collected.refuse = false;
    while (!rings.isDrained()) {
      drain();
    }
    assembler.flush();
    return this;
  }

  @Override
  public void close() {
    rings.close();
  }

  /** Where rings of their own can be, in a test's directory. */
  static Path prefix(final Path directory) {
    try {
      return Files.createTempDirectory(directory, "rings").resolve("trace");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
