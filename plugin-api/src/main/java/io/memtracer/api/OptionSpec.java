package io.memtracer.api;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One option of an analyzer: what the user may type after {@code NAME:}, and what holds if they
 * don't. Made by {@link #number}, {@link #integer}, {@link #decimal}, {@link #bytes}, {@link
 * #flag}, {@link #choice} and {@link #text}.
 *
 * <p>Immutable.
 */
public final class OptionSpec {

  /** What the values of an option look like. */
  public enum Type {
    /** A whole number, such as {@code 20}; with the suffixes k, M and G for powers of 1000. */
    NUMBER,
    /** A number of bytes, such as {@code 4096}; with the suffixes K, M and G for powers of 1024. */
    BYTES,
    /** A number that may have a fraction, such as {@code 0.01}. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    FLAG,
    /** One of a few words. */
    CHOICE,
    /** Any text. */
    TEXT
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final String name;
  private final Type type;
  private final String defaultValue;
  private final String description;
  private final Limits limits;

  private OptionSpec(
      final String name,
      final Type type,
      final String defaultValue,
      final String description,
      final Limits limits) {
    Objects.requireNonNull(description, "description");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an option's name is lower-case letters, digits and dashes, but name=" + name);
    }
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.description = description;
    this.limits = limits;
    if (defaultValue != null) {
      OptionParser.check(this, defaultValue);
    }
  }

  /** What a value must keep to; what means nothing for the type is 0 or empty. */
  private record Limits(
      long min, long max, double minDecimal, double maxDecimal, List<String> choices) {

    static final Limits NONE = new Limits(0, 0, 0, 0, List.of());

    static Limits of(final long min, final long max) {
      return new Limits(min, max, min, max, List.of());
    }
  }

  /**
   * An option with a whole number.
   *
   * @param name the key
   * @param defaultValue the value that holds unless the user gives one
   * @param min smallest value
   * @param max largest value
   * @param description what it does, in one line
   * @return the option
   */
  public static OptionSpec number(
      final String name,
      final long defaultValue,
      final long min,
      final long max,
      final String description) {
    return new OptionSpec(
        name, Type.NUMBER, Long.toString(defaultValue), description, Limits.of(min, max));
  }

  /**
   * An option with a whole number that {@link AnalyzerOptions#integer} can give.
   *
   * @param name the key
   * @param defaultValue the value that holds unless the user gives one
   * @param min smallest value
   * @param max largest value
   * @param description what it does, in one line
   * @return the option
   */
  public static OptionSpec integer(
      final String name,
      final int defaultValue,
      final int min,
      final int max,
      final String description) {
    return number(name, defaultValue, min, max, description);
  }

  /**
   * An option with a number that may have a fraction.
   *
   * @param name the key
   * @param defaultValue the value that holds unless the user gives one
   * @param min smallest value, finite
   * @param max largest value, finite
   * @param description what it does, in one line
   * @return the option
   */
  public static OptionSpec decimal(
      final String name,
      final double defaultValue,
      final double min,
      final double max,
      final String description) {
    return new OptionSpec(
        name,
        Type.DECIMAL,
        OptionParser.decimalText(defaultValue),
        description,
        new Limits(0, 0, min, max, List.of()));
  }

  /**
   * An option with a number of bytes.
   *
   * @param name the key
   * @param defaultValue the value that holds unless the user gives one, in bytes
   * @param min smallest value
   * @param max largest value
   * @param description what it does, in one line
   * @return the option
   */
  public static OptionSpec bytes(
      final String name,
      final long defaultValue,
      final long min,
      final long max,
      final String description) {
    return new OptionSpec(
        name, Type.BYTES, Long.toString(defaultValue), description, Limits.of(min, max));
  }

  /**
   * An option that is on or off.
   *
   * @param name the key
   * @param defaultValue the value that holds unless the user gives one
   * @param description what it does, in one line
   * @return the option
   */
  public static OptionSpec flag(
      final String name, final boolean defaultValue, final String description) {
    return new OptionSpec(
        name, Type.FLAG, Boolean.toString(defaultValue), description, Limits.NONE);
  }

  /**
   * An option with one of a few words.
   *
   * @param name the key
   * @param defaultValue the word that holds unless the user gives one
   * @param choices all words, in the order in which they should be listed
   * @param description what it does, in one line
   * @return the option
   */
  public static OptionSpec choice(
      final String name,
      final String defaultValue,
      final List<String> choices,
      final String description) {
    return new OptionSpec(
        name, Type.CHOICE, defaultValue, description, new Limits(0, 0, 0, 0, List.copyOf(choices)));
  }

  /**
   * An option with any text.
   *
   * @param name the key
   * @param defaultValue the value that holds unless the user gives one; null if the user must give
   *     one
   * @param description what it does, in one line
   * @return the option
   */
  public static OptionSpec text(
      final String name, final String defaultValue, final String description) {
    return new OptionSpec(name, Type.TEXT, defaultValue, description, Limits.NONE);
  }

  /**
   * The key.
   *
   * @return lower-case letters, digits and dashes
   */
  public String name() {
    return name;
  }

  /**
   * What values look like.
   *
   * @return the type
   */
  public Type type() {
    return type;
  }

  /**
   * The value that holds unless the user gives one, as the user would type it.
   *
   * @return the value; null if the user must give one
   */
  public String defaultValue() {
    return defaultValue;
  }

  /**
   * What the option does.
   *
   * @return one line
   */
  public String description() {
    return description;
  }

  /**
   * Smallest value of a whole number or size.
   *
   * @return the limit
   */
  public long min() {
    return limits.min;
  }

  /**
   * Largest value of a whole number or size.
   *
   * @return the limit
   */
  public long max() {
    return limits.max;
  }

  /**
   * Smallest value of a number that may have a fraction.
   *
   * @return the limit
   */
  public double minDecimal() {
    return limits.minDecimal;
  }

  /**
   * Largest value of a number that may have a fraction.
   *
   * @return the limit
   */
  public double maxDecimal() {
    return limits.maxDecimal;
  }

  /**
   * The words of a choice.
   *
   * @return words in order; empty for other types
   */
  public List<String> choices() {
    return limits.choices;
  }
}
