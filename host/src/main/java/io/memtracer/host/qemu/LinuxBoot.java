package io.memtracer.host.qemu;

import java.nio.file.Path;

/**
 * A Linux that QEMU boots itself.
 *
 * @param kernel its image
 * @param initrd its initial file system
 * @param commandLine its parameters
 */
public record LinuxBoot(Path kernel, Path initrd, String commandLine) {}
