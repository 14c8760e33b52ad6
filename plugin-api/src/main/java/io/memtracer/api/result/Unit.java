package io.memtracer.api.result;

import java.util.List;
import java.util.Objects;

/**
 * What a number counts or measures; decides how the host writes it. An author who counts something
 * that isn't here names it with {@link #counted}.
 *
 * @param kind how the number is written
 * @param key name for scripts
 * @param one what a single one is called, such as {@code page}; empty if it stands alone
 * @param many what several are called, such as {@code pages}; empty if it stands alone
 */
public record Unit(Kind kind, String key, String one, String many) {

  /** How numbers are written. */
  public enum Kind {
    /** As they are. */
    NUMBER,
    /** With binary prefixes. */
    BYTES,
    /** In per cent. */
    RATIO,
    /** In the unit of time that suits them. */
    NANOS,
    /** In hexadecimal; where the program's code is known, with the name of what lies there. */
    CODE_ADDRESS,
    /** In hexadecimal; where it is known what lies there, with its name. */
    DATA_ADDRESS,
    /** Not numbers: text. */
    TEXT
  }

  /** A plain number. */
  public static final Unit NONE = alone(Kind.NUMBER, "none");

  /** Things counted that have no unit of their own. */
  public static final Unit COUNT = alone(Kind.NUMBER, "count");

  /** Memory accesses. */
  public static final Unit ACCESSES = new Unit(Kind.NUMBER, "accesses", "access", "accesses");

  /** Instructions, of the program's code or executed ones. */
  public static final Unit INSTRUCTIONS =
      new Unit(Kind.NUMBER, "instructions", "instruction", "instructions");

  /** Bytes; for people shown with binary prefixes. */
  public static final Unit BYTES = alone(Kind.BYTES, "bytes");

  /** Cache lines, of the size the analyzer was told. */
  public static final Unit LINES = new Unit(Kind.NUMBER, "lines", "line", "lines");

  /** Pages, of the size the analyzer was told. */
  public static final Unit PAGES = new Unit(Kind.NUMBER, "pages", "page", "pages");

  /** A part of a whole, 0 to 1; for people shown in per cent. */
  public static final Unit RATIO = alone(Kind.RATIO, "ratio");

  /** Nanoseconds. */
  public static final Unit NANOS = alone(Kind.NANOS, "nanos");

  /** The virtual address of an instruction. */
  public static final Unit CODE_ADDRESS = alone(Kind.CODE_ADDRESS, "code-address");

  /** The virtual address of what is accessed. */
  public static final Unit DATA_ADDRESS = alone(Kind.DATA_ADDRESS, "data-address");

  /**
   * Not a number: a program of the guest, as {@link io.memtracer.api.Task#image} has it. In a row
   * of a table it says whose addresses those of code and data are: with it they are named where
   * programs have different things at one address.
   */
  public static final Unit PROGRAM = alone(Kind.TEXT, "program");

  /** Not a number: text. */
  public static final Unit TEXT = alone(Kind.TEXT, "text");

  private static final List<Unit> KNOWN =
      List.of(
          NONE,
          COUNT,
          ACCESSES,
          INSTRUCTIONS,
          BYTES,
          LINES,
          PAGES,
          RATIO,
          NANOS,
          CODE_ADDRESS,
          DATA_ADDRESS,
          PROGRAM,
          TEXT);

  public Unit {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(one, "one");
    Objects.requireNonNull(many, "many");
    Keys.requireKey(key);
  }

  private static Unit alone(final Kind kind, final String key) {
    return new Unit(kind, key, "", "");
  }

  /**
   * A unit of one's own.
   *
   * @param key name for scripts: lower-case letters, digits and dashes, none of those above
   * @param one what a single one is called, such as {@code cache miss}
   * @param many what several are called, such as {@code cache misses}
   * @return the unit
   */
  public static Unit counted(final String key, final String one, final String many) {
    if (KNOWN.stream().anyMatch(unit -> unit.key.equals(key))) {
      throw new IllegalArgumentException("there is a unit " + key + " already: use it");
    }
    return new Unit(Kind.NUMBER, key, one, many);
  }

  /**
   * All units that are named here.
   *
   * @return in the order in which they are above
   */
  public static List<Unit> known() {
    return KNOWN;
  }

  /**
   * Whether numbers of it are addresses.
   *
   * @return true for those of code and of data
   */
  public boolean isAddress() {
    return kind == Kind.CODE_ADDRESS || kind == Kind.DATA_ADDRESS;
  }
}
