package io.memtracer.host.symbols;

import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.DataMapping.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Memory in which threads that aren't the first of their process have their stacks. */
final class ThreadStacks {

  private final List<DataMapping> stacks;

  /** Those among all that lay in memory. */
  ThreadStacks(final List<DataMapping> mappings) {
    stacks = mappings.stream().filter(mapping -> mapping.kind() == Kind.THREAD).toList();
  }

  /** Whose stack was there; empty if none was, or something else as well. */
  Optional<DataName> at(final DataPlace place) {
    final Map<String, String> byThread = new LinkedHashMap<>();
    for (final DataMapping stack : stacks) {
      if (stack.holds(place)) {
        final String name = stack.name();
        if (name.isEmpty()) {
          return Optional.empty();
        }
        // The last name that a thread had is its name.
        byThread.put(name.substring(name.lastIndexOf('/') + 1), name);
      }
    }
    return switch (byThread.size()) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(
              DataName.area("[stack of thread " + byThread.values().iterator().next() + "]"));
      default -> Optional.of(DataName.area("[stack of threads]"));
    };
  }
}
