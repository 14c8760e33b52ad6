package io.memtracer.host.qemu;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A QEMU that was found and is new enough.
 *
 * @param executable {@code qemu-system-x86_64}
 * @param version what it says it is
 * @param image {@code qemu-img}, beside it or on the search path
 */
public record QemuBinary(Path executable, QemuVersion version, Optional<Path> image) {}
