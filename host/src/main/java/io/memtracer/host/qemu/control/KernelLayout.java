package io.memtracer.host.qemu.control;

import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Where the guest's kernel keeps what tells its tasks apart. The guest says so, and the plugin
 * reads the guest's memory there: what is wrong leads to wrong names, and nowhere else.
 *
 * @param currentTask where a vCPU's task is, less the base of GS
 * @param flags offsets in what the kernel knows of a task
 * @param state see flags
 * @param mm see flags
 * @param pid see flags
 * @param tgid see flags
 * @param parent see flags
 * @param start see flags
 * @param comm see flags
 * @param execFilename offset in what a program is executed with
 * @param setComm functions, 0 where one isn't known: names a task
 * @param wakeNew lets a new one run
 * @param exit ends one
 * @param exec makes it another program
 * @param mappings where code of files lies; empty if that isn't known
 */
public record KernelLayout(
    long currentTask,
    int flags,
    int state,
    int mm,
    int pid,
    int tgid,
    int parent,
    int start,
    int comm,
    int execFilename,
    long setComm,
    long wakeNew,
    long exit,
    long exec,
    Optional<MappingLayout> mappings) {

  /** Beyond that nothing of a kernel is. */
  private static final int MAX_OFFSET = 32 << 10;

  /**
   * What the agent says of its kernel.
   *
   * @param facts of HELLO
   * @return empty if it doesn't say, or nothing that could be
   */
  public static Optional<KernelLayout> of(final Map<String, String> facts) {
    try {
      return Optional.of(read(facts));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** In the order of the control page. */
  int[] offsets() {
    return new int[] {execFilename, flags, state, mm, pid, tgid, parent, start, comm};
  }

  /** In the order of the control page. */
  long[] addresses() {
    return new long[] {currentTask, setComm, wakeNew, exit, exec};
  }

  private static KernelLayout read(final Map<String, String> facts) {
    return new KernelLayout(
        number(facts, "current_task", address -> true),
        offset(facts, "task_flags"),
        offset(facts, "task_state"),
        offset(facts, "task_mm"),
        offset(facts, "task_pid"),
        offset(facts, "task_tgid"),
        offset(facts, "task_parent"),
        offset(facts, "task_start"),
        offset(facts, "task_comm"),
        offset(facts, "exec_filename"),
        function(facts, "function_set_comm"),
        function(facts, "function_wake_new"),
        function(facts, "function_exit"),
        function(facts, "function_exec"),
        MappingLayout.of(facts));
  }

  static int offset(final Map<String, String> facts, final String key) {
    return (int) number(facts, key, value -> value >= 0 && value <= MAX_OFFSET);
  }

  /** In the upper half of the addresses, or not known. */
  static long function(final Map<String, String> facts, final String key) {
    return number(facts, key, value -> value <= 0);
  }

  private static long number(
      final Map<String, String> facts, final String key, final LongPredicate fine) {
    final String text = facts.getOrDefault(key, "");
    final long value =
        text.startsWith("0x")
            ? Long.parseUnsignedLong(text.substring(2), 16)
            : Long.parseUnsignedLong(text);
    if (!fine.test(value)) {
      throw new NumberFormatException(key);
    }
    return value;
  }
}
