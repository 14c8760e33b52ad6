package io.memtracer.host.qemu;

import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A QEMU that was found and is new enough.
 *
 * @param executable {@code qemu-system-x86_64}
 * @param version what it says it is
 * @param sandbox whether it can be denied system calls that it doesn't need
 * @param image {@code qemu-img}, beside it or on the search path
 */
public record QemuBinary(
    Path executable, QemuVersion version, boolean sandbox, Optional<Path> image) {

  /**
   * {@code qemu-img}.
   *
   * @throws TraceException environment error if there is none
   */
  public Path requireImageTool() {
    return image.orElseThrow(
        () ->
            TraceException.environment(
                "there is no qemu-img beside "
                    + executable
                    + " or in PATH: './memtracer setup' installs it"));
  }
}
