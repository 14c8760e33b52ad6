package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.ring.SharedRings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RingLineTest {

  @Test
  void takesTheLargestRingsOfWhichTwoSetsFit() {
    final int max = RingLine.MAX_RING_BYTES;
    final int min = RingLine.MIN_RING_BYTES;
    assertEquals(Optional.of(max), RingLine.ringBytes(Long.MAX_VALUE, 255));
    assertEquals(Optional.of(max), RingLine.ringBytes(2 * SharedRings.fileBytes(max, 4), 4));
    assertEquals(
        Optional.of(max / 2), RingLine.ringBytes(2 * SharedRings.fileBytes(max, 4) - 1, 4));
    assertEquals(Optional.of(min), RingLine.ringBytes(2 * SharedRings.fileBytes(min, 1), 1));
    assertEquals(Optional.empty(), RingLine.ringBytes(2 * SharedRings.fileBytes(min, 1) - 1, 1));
  }
}
