package io.memtracer.host.report;

import io.memtracer.host.status.TaskShare;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What several tasks did together.
 *
 * @param name what they have in common
 * @param tasks how many they are
 * @param user their accesses at CPL 3
 * @param kernel their other ones
 */
public record TaskGroup(String name, long tasks, long user, long kernel) {

  /** All their accesses. */
  public long accesses() {
    return user + kernel;
  }

  /** Those of some tasks, whatever they changed to meanwhile. */
  public static TaskGroup of(final String name, final Collection<TaskShare> shares) {
    return new TaskGroup(
        name,
        shares.stream().mapToInt(share -> share.task().id()).distinct().count(),
        shares.stream().mapToLong(TaskShare::user).sum(),
        shares.stream().mapToLong(TaskShare::kernel).sum());
  }

  /** By something, the busiest first. */
  public static List<TaskGroup> by(
      final List<TaskShare> shares, final Function<TaskShare, String> something) {
    final Map<String, List<TaskShare>> parts = new LinkedHashMap<>();
    for (final TaskShare share : shares) {
      parts.computeIfAbsent(something.apply(share), name -> new ArrayList<>()).add(share);
    }
    return parts.entrySet().stream()
        .map(part -> of(part.getKey(), part.getValue()))
        .sorted(Comparator.comparingLong(TaskGroup::accesses).reversed())
        .toList();
  }
}
