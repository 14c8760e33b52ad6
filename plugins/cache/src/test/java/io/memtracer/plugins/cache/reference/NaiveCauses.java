package io.memtracer.plugins.cache.reference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A list of lines in the order of their use beside a cache, and all the cache ever had. */
final class NaiveCauses {

  private final long capacity;
  private final Set<Long> inOrder = new LinkedHashSet<>();
  private final Set<Long> had = new HashSet<>();
  private final Map<Long, String> taken = new HashMap<>();

  NaiveCauses(final long capacity) {
    this.capacity = capacity;
  }

  /**
   * The cache is asked for a line.
   *
   * @return why it misses, if it does
   */
  String asked(final long line, final boolean allocate) {
    final boolean known = inOrder.contains(line);
    final boolean cold = !had.contains(line);
    final String why = taken.remove(line);
    if (known || allocate) {
      inOrder.remove(line);
      inOrder.add(line);
      had.add(line);
    }
    if (inOrder.size() > capacity) {
      inOrder.remove(inOrder.iterator().next());
    }
    if (why != null) {
      return why;
    }
    return cold ? "cold" : known ? "conflict" : "capacity";
  }

  /** Others took the line, from the cache or from this. */
  void taken(final long line, final boolean wasHere, final String why) {
    if (inOrder.remove(line) || wasHere) {
      taken.put(line, why);
    }
  }

  boolean has(final long line) {
    return inOrder.contains(line);
  }
}
