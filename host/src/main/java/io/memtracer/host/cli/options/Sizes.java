package io.memtracer.host.cli.options;

import io.memtracer.host.status.TraceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes as people type them: {@code 512M}, {@code 4G}. */
public final class Sizes {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([KMGT])");
  private static final String UNITS = "KMGT";
  private static final int BITS_PER_UNIT = 10;

  private Sizes() {}

  /** A number of bytes. */
  public static long parse(final String option, final String text) {
    final Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw TraceException.user(
          option + " must be a size such as 512M or 4G, but " + text + " isn't");
    }
    final int unit = UNITS.indexOf(matcher.group(2)) + 1;
    return Long.parseLong(matcher.group(1)) << (unit * BITS_PER_UNIT);
  }
}
