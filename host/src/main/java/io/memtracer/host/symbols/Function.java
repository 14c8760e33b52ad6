package io.memtracer.host.symbols;

import java.util.Comparator;
import java.util.Objects;

/**
 * A function of an image.
 *
 * @param name as the image spells it
 * @param start its first byte's address
 * @param end the address behind its last byte, compared without sign
 * @param rank which name of several at one place is the one that people know: the higher
 */
record Function(String name, long start, long end, int rank) {

  static final int LOCAL = 0;
  static final int WEAK = 1;
  static final int GLOBAL = 2;

  /** By place; of names for one place the best known last. */
  static final Comparator<Function> BY_PLACE =
      ((Comparator<Function>) (a, b) -> Long.compareUnsigned(a.start, b.start))
          .thenComparing((a, b) -> Long.compareUnsigned(b.end, a.end))
          .thenComparingInt(Function::rank)
          .thenComparing(Comparator.comparingInt(Function::underscores).reversed())
          .thenComparing(Function::name, Comparator.reverseOrder());

  Function {
    Objects.requireNonNull(name, "name");
  }

  boolean holds(final long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }

  private int underscores() {
    int count = 0;
    while (count < name.length() && name.charAt(count) == '_') {
      count++;
    }
    return count;
  }
}
