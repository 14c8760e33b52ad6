package io.memtracer.host.symbols;

import java.util.Objects;

/**
 * A function of the guest's kernel.
 *
 * @param start address of its first byte
 * @param end address behind its last byte
 * @param name as the kernel spells it
 * @param image the kernel, or the module that it is of
 */
public record KernelFunction(long start, long end, String name, String image) {

  public KernelFunction {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(image, "image");
  }
}
