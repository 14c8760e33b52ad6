package io.memtracer.host.cli.options;

import io.memtracer.api.Sampling;
import io.memtracer.host.status.TraceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code BLOCK_LOG2:RATIO_LOG2}. */
final class Samplings {

  private static final Pattern SAMPLING = Pattern.compile("(-?[0-9]{1,9}):(-?[0-9]{1,9})");
  private static final int MAX = 64;

  private Samplings() {}

  static Sampling parse(final String option, final String text) {
    final Matcher matcher = SAMPLING.matcher(text);
    if (!matcher.matches()) {
      throw TraceException.user(
          option + " must be BLOCK_LOG2:RATIO_LOG2, such as 16:4, but " + text + " isn't");
    }
    final int block = inRange(option + " BLOCK_LOG2", matcher.group(1));
    final int ratio = inRange(option + " RATIO_LOG2", matcher.group(2));
    if (block + ratio > MAX) {
      throw TraceException.user(
          option
              + " BLOCK_LOG2 + RATIO_LOG2 must be in range [0, 64], but "
              + block
              + " + "
              + ratio
              + " = "
              + (block + ratio)
              + " isn't");
    }
    return new Sampling(block, ratio);
  }

  private static int inRange(final String what, final String text) {
    final int value = Integer.parseInt(text);
    if (value < 0 || value > MAX) {
      throw TraceException.user(what + " must be in range [0, 64], but " + text + " isn't");
    }
    return value;
  }
}
