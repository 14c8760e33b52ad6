package io.memtracer.host.recording.format;

import java.util.List;

/**
 * What lay where in the guest's memory, as far as code of the trace is in it, as the block of names
 * has it. Addresses and offsets are without sign.
 *
 * @param kernel functions of the guest's kernel
 * @param mappings parts of files
 */
public record Names(List<KernelFunction> kernel, List<Mapping> mappings) {

  public Names {
    kernel = List.copyOf(kernel);
    mappings = List.copyOf(mappings);
  }

  /**
   * A function of the kernel.
   *
   * @param start address of its first byte
   * @param end address behind its last byte
   * @param name as the kernel spells it
   * @param image the kernel, or the module that it is of
   */
  public record KernelFunction(long start, long end, String name, String image) {}

  /**
   * A part of a file that lay in memory.
   *
   * @param start address of its first byte
   * @param end address behind its last byte
   * @param fileOffset where in the file its first byte is
   * @param file a file of the machine that recorded, or without an identity what the guest called
   *     one of its own; empty if it isn't known
   * @param identity by which it is known again; empty if it isn't one of that machine
   * @param program what was executed there; empty if that isn't known
   */
  public record Mapping(
      long start, long end, long fileOffset, String file, String identity, String program) {}
}
