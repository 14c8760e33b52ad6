package io.memtracer.host.report.text;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.WorkloadExit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a report begins with: what was run, where, and how it ended. */
final class HeadText {

  /** What shells, and the loader of shared libraries, exit with. */
  private static final int NOT_EXECUTABLE = 126;

  private static final int NOT_FOUND = 127;

  private final TextStyle style;

  HeadText(final TextStyle style) {
    this.style = style;
  }

  List<String> lines(final TraceReport report) {
    final List<String> lines = new ArrayList<>();
    final String title =
        switch (report.delivery()) {
          case UNTRACED -> "untraced: ";
          case REPLAYED -> "replayed: ";
          case RINGS, FIFO, DIRECT -> "traced: ";
        };
    lines.add(style.bold(title) + CommandText.of(report.command()));
    lines.add("        " + ending(report));
    place(report.origin().facts()).ifPresent(lines::add);
    recording(report.origin()).ifPresent(lines::add);
    memory(report.origin()).map(style::alarm).ifPresent(lines::add);
    report
        .incomplete()
        .ifPresent(why -> lines.add(style.alarm("        INCOMPLETE: " + Harmless.line(why))));
    if (!report.workloadInfo().isBlank()) {
      lines.add("workload info:");
      Harmless.block(report.workloadInfo().strip()).lines().map("  "::concat).forEach(lines::add);
    }
    return lines;
  }

  /** Where it ran, as far as the provenance says: the rest of it is in the JSON report. */
  private static Optional<String> place(final Map<String, String> provenance) {
    final String guest = provenance.get("guest");
    final String kernel = provenance.get("guest-kernel");
    final String qemu = provenance.get("qemu");
    if (guest == null || qemu == null) {
      return Optional.empty();
    }
    return Optional.of(
        "        in guest "
            + Harmless.line(guest)
            + (kernel == null ? "" : " (Linux " + Harmless.line(kernel) + ")")
            + ", QEMU "
            + Harmless.line(qemu));
  }

  private static Optional<String> recording(final Origin origin) {
    return origin.source() instanceof Origin.Recording recording
        ? Optional.of("        from " + Harmless.line(recording.file()) + pieces(recording))
        : Optional.empty();
  }

  private static String pieces(final Origin.Recording recording) {
    final String analyzers = Harmless.line(String.join(", ", recording.inPieces()));
    if (recording.by() instanceof Origin.Cluster cluster) {
      return ", in %d pieces on %s%s"
          .formatted(
              cluster.pieces(),
              Harmless.line(cluster.name()),
              cluster.retries() == 0 ? "" : ", %d of them again".formatted(cluster.retries()));
    }
    final int threads = ((Origin.Threads) recording.by()).count();
    if (threads == 1) {
      return "";
    }
    return analyzers.isEmpty()
        ? ", all in order"
        : ", in pieces on %d threads for %s, in order for others".formatted(threads, analyzers);
  }

  private static Optional<String> memory(final Origin origin) {
    return origin
        .fullMemory()
        .map(
            full ->
                "        the guest's memory of %s MiB was full, and its kernel ended %s: --ram MIB gives it more"
                    .formatted(Harmless.line(full.guestMib()), Harmless.line(full.program())));
  }

  private static String ending(final TraceReport report) {
    final WorkloadExit exit = report.exit();
    final boolean imported = report.origin().source() instanceof Origin.Foreign;
    return switch (exit.how()) {
      case EXITED -> "exited with status " + exit.code() + hint(exit.code());
      case SIGNALLED -> "was killed by signal " + exit.code();
      case FINISHED -> imported ? "was read to its end" : "said 'Stop tracing'";
      case TIMED_OUT -> "was stopped when its time was up";
      case INTERRUPTED -> "was interrupted";
      case NO_LISTENERS -> "was stopped: nobody listened any more";
      case LOST ->
          imported
              ? "was read in part"
              : report.origin().source() instanceof Origin.Recording
                  ? "was recorded in part: how it ended isn't known"
                  : "was lost with its guest";
    };
  }

  private static String hint(final int status) {
    return switch (status) {
      case NOT_EXECUTABLE -> ": as when a program is found but can't be run, see its output";
      case NOT_FOUND -> ": as when a program or one of its libraries isn't found, see its output";
      default -> "";
    };
  }
}
