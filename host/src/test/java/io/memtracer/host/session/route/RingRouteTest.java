package io.memtracer.host.session.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.qemu.PluginSpec;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RingRouteTest {

  /** The plugin is told how much to hand over at once, and it fits into a batch. */
  @Test
  void agreesWithThePluginOnTheSizeOfABatch() {
    final String batch =
        new RingRoute(Path.of("/trace"), 1, PluginSpec.MIN_RING_BYTES, 0, false)
            .plugin(Path.of("/plugin.so"))
            .options()
            .get("batch");
    final int records = Integer.parseInt(batch) / Long.BYTES;
    assertTrue(records <= PipelineConfig.defaults().batchRecords(), batch);
  }

  @Test
  void takesTheLargestRingsOfWhichTwoSetsFit() {
    final int max = RingRoute.MAX_RING_BYTES;
    final int min = PluginSpec.MIN_RING_BYTES;
    assertEquals(Optional.of(max), RingRoute.ringBytes(Long.MAX_VALUE, 255, 100));
    assertEquals(
        Optional.of(max), RingRoute.ringBytes(2 * RingRoute.fileBytes(max, 4, 100), 4, 100));
    assertEquals(
        Optional.of(max / 2),
        RingRoute.ringBytes(2 * RingRoute.fileBytes(max, 4, 100) - 1, 4, 100));
    assertEquals(
        Optional.of(min), RingRoute.ringBytes(2 * RingRoute.fileBytes(min, 1, 100), 1, 100));
    assertEquals(
        Optional.empty(), RingRoute.ringBytes(2 * RingRoute.fileBytes(min, 1, 100) - 1, 1, 100));
  }
}
