package io.memtracer.host.status;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What lies at an address of data.
 *
 * @param owner whose memory it is: a file, {@code guest:} and one of the guest's own, or in
 *     brackets what is no file's, as {@code [heap]} or {@code [kernel direct map]}
 * @param symbol the variable it is in; empty if the owner doesn't say
 * @param offset how far from the variable's start, or else where in the file, in bytes; for an
 *     image as its own addresses count; empty where neither says anything
 */
public record DataName(String owner, Optional<String> symbol, OptionalLong offset) {

  public DataName {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(offset, "offset");
  }

  /** Memory of which nothing more is known than what it is for. */
  public static DataName area(final String owner) {
    return new DataName(owner, Optional.empty(), OptionalLong.empty());
  }

  /** A place in a file. */
  public static DataName inFile(final String owner, final long offset) {
    return new DataName(owner, Optional.empty(), OptionalLong.of(offset));
  }

  /** A place in a variable. */
  public static DataName inVariable(final String owner, final String symbol, final long offset) {
    return new DataName(owner, Optional.of(symbol), OptionalLong.of(offset));
  }
}
