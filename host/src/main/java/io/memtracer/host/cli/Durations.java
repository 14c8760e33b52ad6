package io.memtracer.host.cli;

import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people type them: {@code 4}, {@code 4s}, {@code 250ms}, {@code 2m}. */
final class Durations {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?");

  private Durations() {}

  static Duration parse(final String option, final String text) {
    final Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw TraceException.user(
          option + " must be a duration such as 4, 4s, 250ms or 2m, but " + text + " isn't");
    }
    final long number = Long.parseLong(matcher.group(1));
    if (number == 0) {
      throw TraceException.user(option + " must be longer than 0, but " + text + " isn't");
    }
    final String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
