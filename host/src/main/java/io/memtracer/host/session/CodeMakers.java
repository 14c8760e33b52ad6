package io.memtracer.host.session;

import io.memtracer.api.Task;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.symbols.DataMapping;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which processes of the command executed programs that make code while they run. */
final class CodeMakers {

  private CodeMakers() {}

  /**
   * A program that a process executed, and made code.
   *
   * @param images the program in each of the layouts that its memory had
   */
  record Maker(String program, Set<String> images) {}

  /** Images in whose memory there was code of no file, but for what the kernel shows each. */
  static Set<String> images(final Collection<DataMapping> memory) {
    return memory.stream()
        .filter(mapping -> mapping.code() && isOfNoFile(mapping))
        .map(DataMapping::program)
        .collect(Collectors.toSet());
  }

  private static boolean isOfNoFile(final DataMapping mapping) {
    return switch (mapping.kind()) {
      case ANONYMOUS, HEAP, STACK, UNLINKED -> true;
      case FILE -> mapping.name().isEmpty();
      case SPECIAL, THREAD -> false;
    };
  }

  /**
   * The processes.
   *
   * @param images that make code
   * @return what of these each has executed, by its number; a copy of another process that went on
   *     to execute something has not executed what that had
   */
  static Map<Integer, List<Maker>> of(final Attribution tasks, final Set<String> images) {
    final Map<Integer, Map<String, Set<String>>> executed = new TreeMap<>();
    tasks.shares().stream()
        .map(TaskShare::task)
        .filter(task -> task.role() == Task.Role.WORKLOAD)
        .forEach(
            task ->
                executed
                    .computeIfAbsent(task.process(), process -> new LinkedHashMap<>())
                    .computeIfAbsent(task.program(), program -> new TreeSet<>())
                    .add(task.image()));
    final Map<Integer, List<Maker>> makers = new TreeMap<>();
    executed.forEach((process, programs) -> makers.put(process, making(programs, images)));
    makers.values().removeIf(List::isEmpty);
    return makers;
  }

  private static List<Maker> making(
      final Map<String, Set<String>> executed, final Set<String> images) {
    return executed.entrySet().stream()
        .skip(executed.size() > 1 ? 1 : 0)
        .filter(one -> one.getValue().stream().anyMatch(images::contains))
        .map(one -> new Maker(one.getKey(), one.getValue()))
        .toList();
  }
}
