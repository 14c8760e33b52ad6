package io.memtracer.plugins.support;

import java.util.Locale;

/** Sizes in sentences. */
public final class Sizes {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /**
   * A size for a sentence.
   *
   * @param bytes 0 or more
   * @return with a binary prefix, and a decimal where there would be one digit
   */
  public static String text(final long bytes) {
    int unit = 0;
    double size = (double) bytes;
    while (size >= 1024) {
      size /= 1024;
      unit++;
    }
    return String.format(
        Locale.ROOT, size < 10 && size % 1 != 0 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
  }
}
