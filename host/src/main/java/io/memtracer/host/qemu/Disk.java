package io.memtracer.host.qemu;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A qcow2 image and what happens to it.
 *
 * @param image the file
 * @param snapshot the snapshot in it that is restored; then the image is never written, and any
 *     number of runs may use it at a time. Empty to start afresh and write to the image.
 * @param device QEMU's name of the device the guest sees it as, such as {@code ide-hd,bus=ide.0};
 *     empty if the guest doesn't see it: it holds the machine's state only
 */
public record Disk(Path image, Optional<String> snapshot, Optional<String> device) {}
