package io.memtracer.host.cli.options;

import io.memtracer.host.status.TraceException;

/** Options that take one word of two. */
public final class Choices {

  private Choices() {}

  /** Whether it is the first. */
  public static boolean isFirst(
      final String option, final String text, final String first, final String second) {
    if (!text.equals(first) && !text.equals(second)) {
      throw TraceException.user(
          option + " must be " + first + " or " + second + ", but " + text + " isn't");
    }
    return text.equals(first);
  }
}
