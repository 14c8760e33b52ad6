package io.memtracer.host.status;

import java.util.Objects;
import java.util.Optional;

/**
 * What lies at the address of an instruction.
 *
 * @param image whose code it is: a file, or {@code [kernel]} or a module of it, {@code [ext4]}
 * @param imageOffset where in it, in bytes; for a file as its own addresses count
 * @param function the function it is in; empty if the image doesn't say
 * @param functionOffset how far from that function's start, in bytes; 0 if there is none
 * @param line the line of source it was compiled from; empty if that isn't known
 */
public record CodeName(
    String image,
    long imageOffset,
    Optional<String> function,
    long functionOffset,
    Optional<SourceLine> line) {

  /**
   * A line of source.
   *
   * @param file as the compiler was given it
   * @param number from 1
   */
  public record SourceLine(String file, int number) {

    public SourceLine {
      Objects.requireNonNull(file, "file");
      if (number < 1) {
        throw new IllegalArgumentException("a line's number must be 1 or more, but is " + number);
      }
    }
  }

  public CodeName {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(line, "line");
  }
}
