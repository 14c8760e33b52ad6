package io.memtracer.host.report;

import io.memtracer.api.result.Section;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.Names;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A report for people: what was run, what each analyzer found, where every record went, how long it
 * took.
 */
public final class TextReport {

  /** Waits shorter than this share of the run aren't worth naming somebody for. */
  private static final double BOTTLENECK = 0.05;

  private static final int FINDING_INDENT = 2;

  /** What shells, and the loader of shared libraries, exit with. */
  private static final int NOT_EXECUTABLE = 126;

  private static final int NOT_FOUND = 127;

  private final TextStyle style;
  private final boolean details;
  private final Quantity quantity;

  /** One with everything. */
  public TextReport(final TextStyle style) {
    this(style, true);
  }

  private TextReport(final TextStyle style, final boolean details) {
    this.style = style;
    this.details = details;
    quantity = new Quantity(style);
  }

  /** One of a screen: of analyzers that say in sentences what they found, only that. */
  public static TextReport brief(final TextStyle style) {
    return new TextReport(style, false);
  }

  /** The whole report, each line ended by a line feed. */
  public String render(final TraceReport report) {
    final List<String> lines = new ArrayList<>(header(report));
    lines.addAll(findings(report));
    if (!report.untraced()) {
      lines.add("");
      lines.addAll(new TasksText(style).lines(report.tasks(), report.recordsRead()));
      lines.addAll(new PhasesText(style).lines(report.phases(), report.recordsRead()));
    }
    final List<AnalyzerOutcome> shown =
        report.analyzers().stream().filter(one -> details || !saysAll(one)).toList();
    for (final AnalyzerOutcome analyzer : shown) {
      lines.add("");
      lines.addAll(analyzer(analyzer, report.names()));
    }
    lines.addAll(new AreaLegend(style).lines(shown, report.names()));
    lines.addAll(new ComparisonText(style).lines(report));
    lines.add("");
    if (report.untraced()) {
      lines.add(time(report));
    } else {
      lines.addAll(new ProofText(style).lines(report));
      instructions(report.counters()).ifPresent(lines::add);
      lines.addAll(cost(report));
    }
    report.recorded().ifPresent(recorded -> lines.addAll(recording(recorded)));
    report.files().ifPresent(seen -> lines.addAll(FilesText.lines(seen, style, quantity)));
    if (shown.size() < report.analyzers().size()) {
      lines.add(
          style.bold("more:") + "    with --details all tables, with --html FILE a page of it");
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** Whether its findings tell people what it is about. */
  private static boolean saysAll(final AnalyzerOutcome analyzer) {
    return analyzer.failure().isEmpty() && !LeadingFinding.of(List.of(analyzer)).isEmpty();
  }

  private List<String> findings(final TraceReport report) {
    final List<LeadingFinding> leading = LeadingFinding.of(report.analyzers());
    if (leading.isEmpty()) {
      return List.of();
    }
    final List<String> lines = new ArrayList<>(List.of("", style.bold("what was found")));
    final FindingText text = new FindingText(style, new FindingWords(report.names()));
    leading.forEach(finding -> lines.addAll(text.lines(finding, FINDING_INDENT)));
    return lines;
  }

  private List<String> header(final TraceReport report) {
    final List<String> lines = new ArrayList<>();
    final String title =
        switch (report.delivery()) {
          case UNTRACED -> "untraced: ";
          case REPLAYED -> "replayed: ";
          case RINGS, FIFO, DIRECT -> "traced: ";
        };
    lines.add(style.bold(title) + CommandText.of(report.command()));
    lines.add("        " + ending(report));
    place(report.provenance()).ifPresent(lines::add);
    recording(report.provenance()).ifPresent(lines::add);
    memory(report.provenance()).map(style::alarm).ifPresent(lines::add);
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

  private static Optional<String> recording(final Map<String, String> provenance) {
    return Optional.ofNullable(provenance.get(TraceReport.RECORDING))
        .map(file -> "        from %s%s".formatted(Harmless.line(file), pieces(provenance)));
  }

  private static String pieces(final Map<String, String> provenance) {
    final String threads = provenance.getOrDefault(TraceReport.REPLAY_THREADS, "1");
    final String analyzers = provenance.getOrDefault(TraceReport.IN_PIECES, "");
    if (threads.equals("1")) {
      return "";
    }
    return analyzers.isEmpty()
        ? ", all in order"
        : ", in pieces on %s threads for %s, in order for others"
            .formatted(Harmless.line(threads), Harmless.line(analyzers.replace(",", ", ")));
  }

  private static Optional<String> memory(final Map<String, String> provenance) {
    return Optional.ofNullable(provenance.get(TraceReport.OUT_OF_MEMORY))
        .map(
            program ->
                "        the guest's memory of %s MiB was full, and its kernel ended %s: --ram MIB gives it more"
                    .formatted(
                        Harmless.line(provenance.get("guest-memory-mib")), Harmless.line(program)));
  }

  private static String ending(final TraceReport report) {
    final WorkloadExit exit = report.exit();
    final boolean imported = report.provenance().containsKey(TraceReport.IMPORTED_FROM);
    return switch (exit.how()) {
      case EXITED -> "exited with status " + exit.code() + hint(exit.code());
      case SIGNALLED -> "was killed by signal " + exit.code();
      case FINISHED -> imported ? "was read to its end" : "said 'Stop tracing'";
      case TIMED_OUT -> "was stopped when its time was up";
      case INTERRUPTED -> "was interrupted";
      case NO_LISTENERS -> "was stopped: nobody listened any more";
      case LOST -> imported ? "was read in part" : "was lost with its guest";
    };
  }

  private static String hint(final int status) {
    return switch (status) {
      case NOT_EXECUTABLE -> ": as when a program is found but can't be run, see its output";
      case NOT_FOUND -> ": as when a program or one of its libraries isn't found, see its output";
      default -> "";
    };
  }

  private List<String> analyzer(final AnalyzerOutcome analyzer, final Names names) {
    final List<String> lines = new ArrayList<>();
    final String title = Harmless.line(title(analyzer));
    final String options = options(analyzer.options());
    lines.add(style.bold(title) + (options.isEmpty() ? "" : "  " + style.dim(options)));
    lines.add(style.dim(new Bars(style).floor(style.readableWidth())));
    analyzer.failure().ifPresent(failure -> lines.add(failure(failure)));
    final List<Section> sections =
        analyzer.result().map(result -> result.sections()).orElse(List.of());
    if (sections.isEmpty() && analyzer.failure().isEmpty()) {
      lines.add("(nothing found)");
    }
    for (int i = 0; i < sections.size(); i++) {
      if (i > 0) {
        lines.add("");
      }
      lines.addAll(new SectionText(style, names).lines(sections.get(i)));
    }
    return lines;
  }

  private static String title(final AnalyzerOutcome analyzer) {
    final String kind = (analyzer.name() + " " + analyzer.version()).strip();
    return analyzer.label().equals(analyzer.name()) ? kind : analyzer.label() + " (" + kind + ")";
  }

  private static String options(final Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> Harmless.line(option.getKey() + "=" + option.getValue()))
        .collect(Collectors.joining(" "));
  }

  private String failure(final AnalyzerFailure failure) {
    final Throwable cause = failure.cause();
    final String message =
        cause.getMessage() == null ? "" : ": " + Harmless.line(cause.getMessage());
    return style.alarm(
        "FAILED in "
            + Harmless.line(failure.phase())
            + (failure.phase().equals("onBatch") ? " at record " : " after records: ")
            + Quantity.count(failure.ordinal())
            + ": "
            + cause.getClass().getSimpleName()
            + message);
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
