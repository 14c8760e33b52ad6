package io.memtracer.host.cli;

import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.format.RunEnd.PhaseDone;
import io.memtracer.host.recording.format.RunEnd.TaskDone;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.report.Harmless;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What is to be said of a recorded trace. */
final class InfoText {

  private static final int MOST_SHOWN = 20;
  private static final double NANOS_PER_SECOND = 1e9;

  private InfoText() {}

  static List<String> lines(final RecordedTrace trace) {
    final List<String> lines = new ArrayList<>();
    final RunStart start = trace.start();
    lines.add(line("command", String.join(" ", start.command())));
    lines.add(line("recorded", start.recordedAt() + where(start)));
    lines.add(line("guest", guest(start)));
    trace.end().map(InfoText::ended).ifPresent(how -> lines.add(line("ended", how)));
    lines.add(line("records", records(trace)));
    trace
        .end()
        .ifPresent(
            end -> {
              lines.add(line("lost", text("%,d dropped", end.counters().dropped())));
              lines.addAll(tasks(end));
              lines.addAll(phases(end));
            });
    lines.add(line("whole", trace.problem().map(what -> "no: " + what).orElse("yes")));
    return lines;
  }

  private static String line(final String what, final String value) {
    return text("%-9s %s", what + ":", Harmless.line(value));
  }

  private static String text(final String format, final Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String where(final RunStart start) {
    return start.provenance().containsKey("memtracer")
        ? ", by memtracer " + start.provenance().get("memtracer")
        : "";
  }

  private static String guest(final RunStart start) {
    return text(
        "%s, %d vCPU%s, Linux %s, QEMU %s",
        known(start, "guest"),
        start.vcpus(),
        start.vcpus() == 1 ? "" : "s",
        known(start, "guest-kernel"),
        known(start, "qemu"));
  }

  private static String known(final RunStart start, final String fact) {
    return start.provenance().getOrDefault(fact, "unknown");
  }

  private static String ended(final RunEnd end) {
    return text(
        "%s %d, after %.2f s%s",
        end.exitHow(),
        end.exitCode(),
        end.tracingNanos() / NANOS_PER_SECOND,
        end.incomplete().isEmpty() ? "" : ", incomplete: " + end.incomplete());
  }

  private static String records(final RecordedTrace trace) {
    return text(
        "%,d in %,d chunks, %,d bytes, %.3f bytes a record%s",
        trace.records(),
        trace.chunks(),
        trace.bytes(),
        (double) trace.bytes() / Math.max(1, trace.records()),
        trace.tellsPages() ? ", with physical addresses" : "");
  }

  private static List<String> tasks(final RunEnd end) {
    if (!end.tasksUnknown().isEmpty()) {
      return List.of(line("tasks", "unknown: " + end.tasksUnknown()));
    }
    final List<TaskDone> busiest =
        end.tasks().stream()
            .sorted(Comparator.comparingLong((TaskDone task) -> -task.user() - task.kernel()))
            .toList();
    final List<String> lines = new ArrayList<>();
    lines.add(line("tasks", text("%,d, the busiest first", busiest.size())));
    busiest.stream()
        .limit(MOST_SHOWN)
        .forEach(
            task ->
                lines.add(
                    share(
                        task.name() + " " + task.thread() + " " + task.program(),
                        task.user(),
                        task.kernel())));
    return lines;
  }

  private static List<String> phases(final RunEnd end) {
    if (!end.phasesUnknown().isEmpty()) {
      return List.of(line("phases", "unknown: " + end.phasesUnknown()));
    }
    final List<String> lines = new ArrayList<>();
    lines.add(line("phases", text("%,d", end.phases().size())));
    for (final PhaseDone phase : end.phases().stream().limit(MOST_SHOWN).toList()) {
      lines.add(share(phase.name(), phase.user(), phase.kernel()));
    }
    return lines;
  }

  private static String share(final String name, final long user, final long kernel) {
    return text("%,17d user %,17d kernel  %s", user, kernel, Harmless.line(name));
  }
}
