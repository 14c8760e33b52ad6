package io.memtracer.host.status;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What lies at the address of an instruction.
 *
 * @param image whose code it is: a file, {@code guest:} and one that only the guest has, or {@code
 *     [kernel]} or a module of it, {@code [ext4]}; {@code [jit]} for what a program made
 * @param imageOffset where in it, in bytes; for a file as its own addresses count, for the guest's
 *     where in the file; of what a program made the address itself
 * @param function the function it is in; empty if the image doesn't say
 * @param functionOffset how far from that function's start, in bytes; 0 if there is none
 * @param inlined the functions that it was written in and that were inlined into that function,
 *     innermost first
 * @param line the line of source it was compiled from; empty if that isn't known
 */
public record CodeName(
    String image,
    long imageOffset,
    Optional<String> function,
    long functionOffset,
    List<String> inlined,
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
    inlined = List.copyOf(inlined);
    Objects.requireNonNull(line, "line");
  }

  /** The same with where it was written. */
  public CodeName at(final List<String> newInlined, final Optional<SourceLine> newLine) {
    return new CodeName(image, imageOffset, function, functionOffset, newInlined, newLine);
  }

  /** The same with its functions spelled another way. */
  public CodeName spelled(final UnaryOperator<String> spelling) {
    return new CodeName(
        image,
        imageOffset,
        function.map(spelling),
        functionOffset,
        inlined.stream().map(spelling).toList(),
        line);
  }
}
