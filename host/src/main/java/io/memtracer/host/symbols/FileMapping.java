package io.memtracer.host.symbols;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A piece of a file that lies in memory.
 *
 * @param start its first byte's address
 * @param end the address behind its last byte
 * @param fileOffset where in the file its first byte is
 * @param file which file of this machine
 */
public record FileMapping(long start, long end, long fileOffset, Path file) {

  public FileMapping {
    Objects.requireNonNull(file, "file");
    if (Long.compareUnsigned(start, end) >= 0) {
      throw new IllegalArgumentException(
          "a mapping must end behind its start, but is from 0x%x to 0x%x".formatted(start, end));
    }
  }

  boolean holds(final long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }

  long offsetInFile(final long address) {
    return address - start + fileOffset;
  }
}
