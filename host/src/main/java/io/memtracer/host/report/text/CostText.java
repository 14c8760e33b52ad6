package io.memtracer.host.report.text;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.TraceCounters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a run took: instructions, time, waits, and the room of what was recorded. */
final class CostText {

  /** Waits shorter than this share of the run aren't worth naming somebody for. */
  private static final double BOTTLENECK = 0.05;

  private final TextStyle style;
  private final Quantity quantity;

  CostText(final TextStyle style) {
    this.style = style;
    quantity = new Quantity(style);
  }

  List<String> lines(final TraceReport report) {
    final List<String> lines = new ArrayList<>();
    if (report.untraced()) {
      lines.add(time(report));
    } else {
      instructions(report.counters()).ifPresent(lines::add);
      lines.addAll(cost(report));
    }
    report.recorded().ifPresent(recorded -> lines.addAll(recording(recorded)));
    return lines;
  }

  private Optional<String> instructions(final TraceCounters counters) {
    final InstructionCounts executed = counters.instructions();
    if (executed.total() <= 0) {
      return Optional.empty();
    }
    final String apart =
        executed.kernel() == InstructionCounts.UNKNOWN
            ? "of user code"
            : "executed, "
                + Quantity.count(executed.user())
                + " of user code and "
                + Quantity.count(executed.kernel())
                + " of the kernel";
    return Optional.of(
        style.bold("code:")
            + "    "
            + Quantity.count(executed.total())
            + " instructions "
            + apart
            + "; "
            + Quantity.threeDigits(counters.accessesPerThousandInstructions())
            + " accesses in 1,000");
  }

  private List<String> recording(final Recorded recorded) {
    final List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("recorded:")
            + " %s records in %s, %s (%.2f bytes a record)"
                .formatted(
                    Quantity.count(recorded.records()),
                    Harmless.line(recorded.file().toString()),
                    Quantity.bytes(recorded.bytes()),
                    (double) recorded.bytes() / Math.max(1, recorded.records())));
    recorded
        .stopped()
        .ifPresent(
            why ->
                lines.add(
                    style.alarm(
                        "          the recording ended before the run: " + Harmless.line(why))));
    return lines;
  }

  private String time(final TraceReport report) {
    return style.bold("time:")
        + "    "
        + quantity.duration(report.tracingNanos())
        + (report.untraced() ? " untraced, " : " traced, ")
        + quantity.duration(report.totalNanos())
        + " in all";
  }

  private List<String> cost(final TraceReport report) {
    final List<String> lines = new ArrayList<>();
    lines.add(time(report) + "; " + Quantity.rate(report.recordsRead(), report.tracingNanos()));
    final TraceCounters counters = report.counters();
    final String buffer = report.delivery().buffer();
    // Each vCPU waits for itself: the share is that of all the time that they had together.
    final double waited =
        (double) counters.fullWaitNanos()
            / Math.max(1, report.tracingNanos() * Math.max(1, report.vcpus()));
    lines.add(
        style.bold("waits:")
            + "   "
            + (counters.fullWaits() == 0
                ? "the guest never stood still for a full " + buffer
                : "the guest stood still "
                    + Quantity.count(counters.fullWaits())
                    + (counters.fullWaits() == 1 ? " time" : " times")
                    + " for a full "
                    + buffer
                    + ", "
                    + quantity.duration(counters.fullWaitNanos())
                    + " in all"
                    + " ("
                    + Quantity.percent(Math.min(1, waited))
                    + ")"));
    if (waited >= BOTTLENECK || counters.dropped() > 0) {
      report.analyzers().stream()
          .filter(analyzer -> analyzer.busyNanos() > 0)
          .max(Comparator.comparingLong(AnalyzerOutcome::busyNanos))
          .ifPresent(slowest -> lines.add("         " + slowest(slowest, report)));
    }
    return lines;
  }

  private String slowest(final AnalyzerOutcome slowest, final TraceReport report) {
    final double share = (double) slowest.busyNanos() / Math.max(1, report.tracingNanos());
    return "slowest analyzer: "
        + Harmless.line(slowest.label())
        + ", busy for "
        + quantity.duration(slowest.busyNanos())
        + (share <= 1 ? " (" + Quantity.percent(share) + " of the time traced)" : "");
  }
}
