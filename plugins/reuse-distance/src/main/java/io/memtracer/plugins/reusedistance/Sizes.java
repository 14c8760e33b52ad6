package io.memtracer.plugins.reusedistance;

import java.util.Locale;

/** Sizes in sentences. */
final class Sizes {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  static String text(final long bytes) {
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
