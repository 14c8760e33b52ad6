package io.memtracer.host.qemu.control;

import java.util.List;
import java.util.Map;

/**
 * Where the guest's kernel changes what lies where in memory, and tells nobody. Guests that were
 * made before it was looked for don't say: then something has no name.
 *
 * @param copied the function that makes a mapping of one that moves, or 0
 * @param faulted the function that is called with one of which a page is missing, or 0
 * @param cloned the function that makes a task, or 0
 * @param cloneOffsets offsets in what that is called with, in the order of the control page; empty
 *     if {@code cloned} is 0
 */
record MappingChanges(long copied, long faulted, long cloned, List<Integer> cloneOffsets) {

  private static final List<String> CLONE_FIELDS =
      List.of("clone_flags", "clone_stack", "clone_stack_size");

  MappingChanges {
    cloneOffsets = List.copyOf(cloneOffsets);
  }

  /**
   * What the agent says of its kernel.
   *
   * @throws NumberFormatException if that can't be
   */
  static MappingChanges of(final Map<String, String> facts) {
    final boolean tellsStacks = facts.keySet().containsAll(CLONE_FIELDS);
    return new MappingChanges(
        function(facts, "function_copied"),
        function(facts, "function_faulted"),
        tellsStacks ? function(facts, "function_cloned") : 0,
        tellsStacks
            ? CLONE_FIELDS.stream().map(key -> KernelLayout.offset(facts, key)).toList()
            : List.of());
  }

  private static long function(final Map<String, String> facts, final String key) {
    return facts.containsKey(key) ? KernelLayout.function(facts, key) : 0;
  }
}
