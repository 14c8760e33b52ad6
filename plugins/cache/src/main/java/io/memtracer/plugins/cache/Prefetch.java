package io.memtracer.plugins.cache;

import java.util.Locale;

/** What a level fetches before it is asked for it. */
enum Prefetch {
  /** Nothing. */
  NONE,
  /** The line that follows. */
  NEXT_LINE,
  /** The line that an instruction comes to next if it goes on as before. */
  STRIDE;

  /** What users type. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
