package io.memtracer.plugins.cache.options;

import java.util.Locale;

/** What a level fetches before it is asked for it. */
public enum Prefetch {
  /** Nothing. */
  NONE,
  /** The line that follows. */
  NEXT_LINE,
  /** The line that an instruction comes to next if it goes on as before. */
  STRIDE;

  /** What users type. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
