package io.memtracer.host.report.text;

import io.memtracer.api.Task;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.TaskGroup;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Programs;
import io.memtracer.host.status.TaskShare;
import java.util.ArrayList;
import java.util.List;

/** Says who made the accesses: the command and what came of it, by program, and all others. */
final class TasksText {

  private static final int MAX_PROGRAMS = 10;
  private static final int INDENT = 2;
  private static final int MAX_PATH = 20;
  private static final String DEEPER = "  ";

  private final TextStyle style;

  TasksText(final TextStyle style) {
    this.style = style;
  }

  /**
   * A table with a heading, or why there is none.
   *
   * @param records how many there are in all
   */
  List<String> lines(final Attribution attribution, final long records) {
    final String title = style.bold("who made the accesses");
    if (attribution.whyNot().isPresent()) {
      return List.of(title + ": not known, " + Harmless.line(attribution.whyNot().get()));
    }
    final List<String> lines = new ArrayList<>();
    lines.add(title);
    final Columns columns =
        new Columns(
            style,
            new boolean[] {false, true, true, true, true, true},
            new boolean[] {true, false, false, false, false, false});
    columns.add("", "Tasks", "Accesses", "Share", "User", "Kernel");
    for (final Task.Role role : Task.Role.values()) {
      final List<TaskShare> shares =
          attribution.shares().stream().filter(share -> share.task().role() == role).toList();
      if (!shares.isEmpty()) {
        add(columns, TaskGroup.of(name(role), shares), records);
        programs(role, shares).forEach(program -> add(columns, program, records));
      }
    }
    final long unknown = records - attribution.accesses();
    if (unknown > 0) {
      columns.add("not known", "", Quantity.count(unknown), share(unknown, records), "", "");
    }
    final List<String> table = columns.lines(INDENT);
    table.set(0, style.dim(table.get(0)));
    lines.addAll(table);
    return lines;
  }

  /** Of those of which it matters. */
  private List<TaskGroup> programs(final Task.Role role, final List<TaskShare> shares) {
    if (role != Task.Role.WORKLOAD && role != Task.Role.OTHER) {
      return List.of();
    }
    final List<TaskGroup> all =
        TaskGroup.by(shares, share -> Programs.path(share.task())).stream()
            .map(
                group ->
                    new TaskGroup(
                        DEEPER + tail(group.name()), group.tasks(), group.user(), group.kernel()))
            .toList();
    if (all.size() <= MAX_PROGRAMS) {
      return all;
    }
    final List<TaskGroup> shown = new ArrayList<>(all.subList(0, MAX_PROGRAMS));
    final List<TaskGroup> rest = all.subList(MAX_PROGRAMS, all.size());
    shown.add(
        new TaskGroup(
            DEEPER + rest.size() + " others",
            rest.stream().mapToLong(TaskGroup::tasks).sum(),
            rest.stream().mapToLong(TaskGroup::user).sum(),
            rest.stream().mapToLong(TaskGroup::kernel).sum()));
    return shown;
  }

  /** Of a long path what tells it from others: its end. */
  private String tail(final String path) {
    final int length = path.codePointCount(0, path.length());
    return length <= MAX_PATH
        ? path
        : style.ellipsis()
            + path.substring(
                path.offsetByCodePoints(0, length - MAX_PATH + style.ellipsis().length()));
  }

  private static void add(final Columns columns, final TaskGroup group, final long records) {
    columns.add(
        Harmless.line(group.name()),
        Quantity.count(group.tasks()),
        Quantity.count(group.accesses()),
        share(group.accesses(), records),
        Quantity.count(group.user()),
        Quantity.count(group.kernel()));
  }

  private static String share(final long accesses, final long records) {
    return Quantity.percent((double) accesses / Math.max(1, records));
  }

  private static String name(final Task.Role role) {
    return switch (role) {
      case WORKLOAD -> "the command";
      case AGENT -> "memtracer's agent";
      case KERNEL -> "threads of the kernel";
      case IDLE -> "nothing to do";
      case OTHER -> "other processes";
    };
  }
}
