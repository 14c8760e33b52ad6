package io.memtracer.plugins.cache.reference;

import java.util.Map;
import java.util.TreeMap;

/** Figures by a name such as {@code misses l1 user ld}. */
final class NaiveFigures {

  static final String NOBODY = "nobody";

  private final Map<String, Long> figures = new TreeMap<>();

  void count(final String figure, final long more) {
    figures.merge(figure, more, Long::sum);
  }

  /** A figure, or 0; several where the name ends early, but not those of nobody. */
  long figure(final String start) {
    return sum(start, false);
  }

  long withNobody(final String start) {
    return sum(start, true);
  }

  private long sum(final String start, final boolean nobody) {
    return figures.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .filter(entry -> nobody || !entry.getKey().endsWith(NOBODY))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
