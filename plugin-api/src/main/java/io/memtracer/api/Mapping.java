package io.memtracer.api;

import java.util.Objects;

/**
 * A range of addresses that a task mapped.
 *
 * @param start first address
 * @param end first address behind it; unsigned, as addresses are
 * @param fileOffset where in the file the range begins
 * @param file path of the file in the guest, or a name such as {@code [heap]}, or empty; it comes
 *     from the guest and is not to be trusted
 * @param executable whether code may be run there
 */
public record Mapping(long start, long end, long fileOffset, String file, boolean executable) {

  public Mapping {
    Objects.requireNonNull(file, "file");
    if (Long.compareUnsigned(start, end) >= 0) {
      throw new IllegalArgumentException(
          "a mapping's end must be behind its start, but start="
              + Long.toHexString(start)
              + ", end="
              + Long.toHexString(end));
    }
  }
}
