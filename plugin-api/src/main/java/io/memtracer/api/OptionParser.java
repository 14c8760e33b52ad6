package io.memtracer.api;

/** Reads one option value, or says what is wrong with it. */
final class OptionParser {

  private OptionParser() {}

  static void check(
      final String name,
      final OptionSpec.Type type,
      final String value,
      final long min,
      final long max) {
    switch (type) {
      case NUMBER -> number(name, value, 1000, min, max);
      case BYTES -> number(name, value, 1024, min, max);
      case FLAG -> flag(name, value);
      case TEXT -> {}
    }
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

  static long number(
      final String name, final String value, final long kilo, final long min, final long max) {
    final long parsed = parse(name, value, kilo);
    if (parsed < min || parsed > max) {
      throw new InvalidOptionException(
          "option " + name + " must be " + min + " to " + max + ", but " + value + " isn't");
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
