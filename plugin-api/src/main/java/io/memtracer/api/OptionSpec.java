package io.memtracer.api;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One option of an analyzer: what the user may type after {@code NAME:}, and what holds if they
 * don't.
 *
 * @param name the key, lower-case letters, digits and dashes
 * @param type what values look like
 * @param defaultValue the value that holds unless the user gives one, as the user would type it;
 *     null if the user must
 * @param description what it does, in one line
 * @param min smallest value of a number or size
 * @param max largest value of a number or size
 */
public record OptionSpec(
    String name, Type type, String defaultValue, String description, long min, long max) {

  /** What the values of an option look like. */
  public enum Type {
    /** A whole number, such as {@code 20}; with the suffixes k, M and G for powers of 1000. */
    NUMBER,
    /** A number of bytes, such as {@code 4096}; with the suffixes K, M and G for powers of 1024. */
    BYTES,
    /** {@code true} or {@code false}. */
    FLAG,
    /** Any text. */
    TEXT
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  public OptionSpec {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an option's name is lower-case letters, digits and dashes, but name=" + name);
    }
    if (defaultValue != null) {
      OptionParser.check(name, type, defaultValue, min, max);
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
    return new OptionSpec(name, Type.NUMBER, Long.toString(defaultValue), description, min, max);
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
    return new OptionSpec(name, Type.BYTES, Long.toString(defaultValue), description, min, max);
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
    return new OptionSpec(name, Type.FLAG, Boolean.toString(defaultValue), description, 0, 0);
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
    return new OptionSpec(name, Type.TEXT, defaultValue, description, 0, 0);
  }
}
