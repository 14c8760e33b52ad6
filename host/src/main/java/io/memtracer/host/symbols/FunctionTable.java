package io.memtracer.host.symbols;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The functions of an image by address. Where functions lie within one another the innermost is
 * found; where several names stand for one place, the one that people know: a global one before a
 * weak before a local one, and one without leading underscores before others.
 */
final class FunctionTable {

  /** Of functions within one another; further back nobody's own code lies. */
  private static final int MOST_LOOKED_AT = 10_000;

  private final List<Function> functions;

  /** The furthest end of a function up to here: how far back one has to look. */
  private final long[] furthestEnds;

  FunctionTable(final List<Function> all) {
    final List<Function> sorted = new ArrayList<>(all);
    sorted.sort(Function.BY_PLACE);
    functions = List.copyOf(sorted);
    furthestEnds = new long[sorted.size()];
    long furthest = 0;
    for (int i = 0; i < furthestEnds.length; i++) {
      final long end = functions.get(i).end();
      furthest = Long.compareUnsigned(end, furthest) > 0 ? end : furthest;
      furthestEnds[i] = furthest;
    }
  }

  int size() {
    return functions.size();
  }

  /** All, by place. */
  List<Function> all() {
    return functions;
  }

  /** The names of all. */
  List<String> names() {
    return functions.stream().map(Function::name).toList();
  }

  /** All of a name, by place. */
  List<Function> called(final String name) {
    return functions.stream().filter(function -> function.name().equals(name)).toList();
  }

  Optional<Function> at(final long address) {
    final int last = lastStartingAtOrBefore(address);
    for (int i = last;
        i >= Math.max(0, last - MOST_LOOKED_AT)
            && Long.compareUnsigned(furthestEnds[i], address) > 0;
        i--) {
      if (functions.get(i).holds(address)) {
        return Optional.of(functions.get(i));
      }
    }
    return Optional.empty();
  }

  private int lastStartingAtOrBefore(final long address) {
    int low = 0;
    int high = functions.size();
    while (low < high) {
      final int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(functions.get(middle).start(), address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
