package io.memtracer.host.session.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.ring.SharedRings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RingRouteTest {

  @Test
  void takesTheLargestRingsOfWhichTwoSetsFit() {
    final int max = RingRoute.MAX_RING_BYTES;
    final int min = RingRoute.MIN_RING_BYTES;
    assertEquals(Optional.of(max), RingRoute.ringBytes(Long.MAX_VALUE, 255));
    assertEquals(Optional.of(max), RingRoute.ringBytes(2 * SharedRings.fileBytes(max, 4), 4));
    assertEquals(
        Optional.of(max / 2), RingRoute.ringBytes(2 * SharedRings.fileBytes(max, 4) - 1, 4));
    assertEquals(Optional.of(min), RingRoute.ringBytes(2 * SharedRings.fileBytes(min, 1), 1));
    assertEquals(Optional.empty(), RingRoute.ringBytes(2 * SharedRings.fileBytes(min, 1) - 1, 1));
  }
}
