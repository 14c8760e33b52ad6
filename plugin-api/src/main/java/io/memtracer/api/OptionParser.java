package io.memtracer.api;

import java.util.regex.Pattern;

/** Reads one option value, or says what is wrong with it. */
final class OptionParser {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private OptionParser() {}

  static void check(final OptionSpec spec, final String value) {
    switch (spec.type()) {
      case NUMBER, BYTES -> number(spec, value);
      case DECIMAL -> decimal(spec, value);
      case FLAG -> flag(spec.name(), value);
      case CHOICE -> choice(spec, value);
      case TEXT -> {}
    }
  }

  static String choice(final OptionSpec spec, final String value) {
    if (!spec.choices().contains(value)) {
      throw new InvalidOptionException(
          "option "
              + spec.name()
              + " must be one of "
              + String.join(", ", spec.choices())
              + ", but "
              + value
              + " isn't");
    }
    return value;
  }

  static double decimal(final OptionSpec spec, final String value) {
    final double parsed = parseDecimal(spec.name(), value);
    if (!(parsed >= spec.minDecimal() && parsed <= spec.maxDecimal())) {
      throw new InvalidOptionException(
          "option "
              + spec.name()
              + " must be "
              + decimalText(spec.minDecimal())
              + " to "
              + decimalText(spec.maxDecimal())
              + ", but "
              + value
              + " isn't");
    }
    return parsed;
  }

  /** Digits and a point only: Java's own parser also takes 0x1p3, 1d and NaN. */
  private static double parseDecimal(final String name, final String value) {
    if (!DECIMAL.matcher(value).matches()) {
      throw new InvalidOptionException(
          "option " + name + " must be a number, such as 0.5 or 1e-3, but " + value + " isn't");
    }
    return Double.parseDouble(value);
  }

  /** As a user would type it: without a fraction that is nothing. */
  static String decimalText(final double value) {
    final boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  static boolean flag(final String name, final String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidOptionException(
              "option " + name + " must be true or false, but " + value + " isn't");
    };
  }

  static long number(final OptionSpec spec, final String value) {
    final long kilo = spec.type() == OptionSpec.Type.NUMBER ? 1000 : 1024;
    final long parsed = parse(spec.name(), value, kilo);
    if (parsed < spec.min() || parsed > spec.max()) {
      throw new InvalidOptionException(
          "option "
              + spec.name()
              + " must be "
              + spec.min()
              + " to "
              + spec.max()
              + ", but "
              + value
              + " isn't");
    }
    return parsed;
  }

  private static long parse(final String name, final String value, final long kilo) {
    final long factor = factor(value, kilo);
    final String digits = factor == 1 ? value : value.substring(0, value.length() - 1);
    try {
      return Math.multiplyExact(Long.parseLong(digits), factor);
    } catch (NumberFormatException | ArithmeticException e) {
      final InvalidOptionException invalid =
          new InvalidOptionException(
              "option "
                  + name
                  + " must be a whole number, such as 4096 or 4K, but "
                  + value
                  + " isn't");
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static long factor(final String value, final long kilo) {
    final char suffix = value.isEmpty() ? '0' : value.charAt(value.length() - 1);
    return switch (suffix) {
      case 'k', 'K' -> kilo;
      case 'M' -> kilo * kilo;
      case 'G' -> kilo * kilo * kilo;
      default -> 1;
    };
  }
}
