package io.memtracer.plugins.hotspots;

import io.memtracer.api.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of programs. Not thread-safe. */
final class Programs {

  /** So that a number fits into the byte of a record's word that names the vCPU. */
  private static final int MAX = 256;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private Task last = Task.UNKNOWN;
  private int lastNumber;

  Programs() {
    number("");
  }

  /** The number of a task's program; 0 if it isn't known, or there are too many. */
  int of(final Task task) {
    if (!task.equals(last)) {
      last = task;
      lastNumber = number(task.program());
    }
    return lastNumber;
  }

  private int number(final String name) {
    final Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    if (names.size() == MAX) {
      return 0;
    }
    names.add(name);
    numbers.put(name, names.size() - 1);
    return names.size() - 1;
  }

  int size() {
    return names.size();
  }

  String name(final int number) {
    return names.get(number);
  }
}
