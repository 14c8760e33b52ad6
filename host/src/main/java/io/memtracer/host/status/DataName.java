package io.memtracer.host.status;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What lies at an address of data. Where it was one thing after another, it is the first, which
 * knows what came later.
 *
 * @param owner whose memory it is: a file, {@code guest:} and one of the guest's own, or in
 *     brackets what is no file's, as {@code [heap]} or {@code [kernel direct map]}
 * @param symbol the variable it is in; empty if the owner doesn't say
 * @param offset how far from the variable's start, or else where in the file, in bytes; for an
 *     image as its own addresses count; empty where neither says anything
 * @param later other things that came there in the program later, in the order in which each came
 *     first; none of them has any itself
 * @param laterUnnamed how many things besides came there after those
 */
public record DataName(
    String owner,
    Optional<String> symbol,
    OptionalLong offset,
    List<DataName> later,
    int laterUnnamed) {

  /** So many things are named of those that were at an address, one after another. */
  public static final int MOST_NAMED = 4;

  public DataName {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(offset, "offset");
    later = List.copyOf(later);
    if (later.stream().anyMatch(name -> !name.later.isEmpty())) {
      throw new IllegalArgumentException("what came later has come later itself: " + later);
    }
  }

  /** What was nothing else. */
  public DataName(final String owner, final Optional<String> symbol, final OptionalLong offset) {
    this(owner, symbol, offset, List.of(), 0);
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

  /**
   * What was one thing after another.
   *
   * @param things at least one, in the order in which they came, each nothing else
   */
  public static DataName inTurn(final List<DataName> things) {
    final DataName first = things.get(0);
    final int named = Math.min(things.size(), MOST_NAMED);
    return new DataName(
        first.owner, first.symbol, first.offset, things.subList(1, named), things.size() - named);
  }

  /** All things that are named, in the order in which they came, as if each had been alone. */
  public Stream<DataName> things() {
    return Stream.concat(Stream.of(new DataName(owner, symbol, offset)), later.stream());
  }

  /** The same with its variables spelled another way. */
  public DataName spelled(final UnaryOperator<String> spelling) {
    return new DataName(
        owner,
        symbol.map(spelling),
        offset,
        later.stream().map(name -> name.spelled(spelling)).toList(),
        laterUnnamed);
  }
}
