package io.memtracer.host.dispatch.partition;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part a record belongs to.
 *
 * @param mode user or kernel, empty if it doesn't matter
 * @param tasks key of the tasks it is of, empty if that isn't known or doesn't matter
 * @param phase key of the phase it is in, empty if there is none or it doesn't matter
 */
record PartKey(String mode, String tasks, String phase) {

  /** Whether it says nothing that the whole doesn't. */
  boolean isWhole() {
    return mode.isEmpty() && tasks.isEmpty() && phase.isEmpty();
  }

  /** Begins the keys of the part's sections: such as {@code user-task-7}. */
  String key() {
    return join("-", mode, tasks, phase);
  }

  /** What people read. */
  String name(final String tasksName, final String phaseName) {
    return join(", ", mode, tasks.isEmpty() ? "" : tasksName, phase.isEmpty() ? "" : phaseName);
  }

  private static String join(final String between, final String... words) {
    final List<String> some = new ArrayList<>(List.of(words));
    some.removeIf(String::isEmpty);
    return String.join(between, some);
  }
}
