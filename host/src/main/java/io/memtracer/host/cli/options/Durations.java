package io.memtracer.host.cli.options;

import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people type them: {@code 4}, {@code 4s}, {@code 250ms}, {@code 2m}. */
final class Durations {

  private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h)?");

  /** What still counts in nanoseconds, and then some: 100 years would not. */
  private static final Duration MAX = Duration.ofDays(36_500);

  private static final int MAX_DIGITS = 15;

  private Durations() {}

  static Duration parse(final String option, final String text) {
    final Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw TraceException.user(
          option + " must be a duration such as 4, 4s, 250ms or 2m, but " + text + " isn't");
    }
    final Duration duration =
        matcher.group(1).length() > MAX_DIGITS
            ? MAX.plusMillis(1)
            : of(Long.parseLong(matcher.group(1)), matcher.group(2));
    if (duration.isZero()) {
      throw TraceException.user(option + " must be longer than 0, but " + text + " isn't");
    }
    if (duration.compareTo(MAX) > 0) {
      throw TraceException.user(
          "%s must be at most %d days, but %s is longer".formatted(option, MAX.toDays(), text));
    }
    return duration;
  }

  private static Duration of(final long number, final String unit) {
    return switch (unit == null ? "s" : unit) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
