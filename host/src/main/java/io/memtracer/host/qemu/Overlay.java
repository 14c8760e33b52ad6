package io.memtracer.host.qemu;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Takes what a run writes, so that the image with the snapshot isn't written to.
 *
 * <p>An ordinary overlay on a qcow2 image doesn't show the snapshots in it. So this one lies below:
 * it is an overlay on the image's bytes, with room to grow, and the qcow2 format is read from it.
 */
final class Overlay {

  private static final long ROOM_BYTES = 64L << 30;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Overlay() {}

  /** Makes an empty overlay on an image. */
  static void create(final QemuBinary qemu, final Path image, final Path overlay) {
    Command.runOrThrow(
        TIMEOUT,
        List.of(
            qemu.requireImageTool().toString(),
            "create",
            "-q",
            "-f",
            "qcow2",
            overlay.toString(),
            Long.toString(size(image) + ROOM_BYTES)));
  }

  private static long size(final Path image) {
    try {
      return Files.size(image);
    } catch (IOException e) {
      throw TraceException.user("can't read the guest's image " + image + ": " + e);
    }
  }
}
