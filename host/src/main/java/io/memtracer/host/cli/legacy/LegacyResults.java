package io.memtracer.host.cli.legacy;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.TextBlock;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceCounters;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** What the predecessor printed on standard output, line by line. */
final class LegacyResults {

  private static final long SLACK = 8;
  private static final String SEEN = "num_of_GMBE_events_since_enabling_GMBEOO";
  private static final String WRITTEN = "num_of_events_written_to_trace_buf";

  private final PrintStream out;
  private final boolean analysis;
  private final boolean traceInfo;

  /**
   * For one run.
   *
   * @param analysis whether a tool was started, whose output is to be printed
   * @param traceInfo whether to print what QEMU counted
   */
  LegacyResults(final PrintStream out, final boolean analysis, final boolean traceInfo) {
    this.out = out;
    this.analysis = analysis;
    this.traceInfo = traceInfo;
  }

  /** As soon as it is known: who reads a FIFO of their own may be waiting for it. */
  void printWorkloadInfo(final String info) {
    if (!info.isBlank()) {
      out.println("workload info:");
      out.println(info.strip());
      out.flush();
    }
  }

  /** All the rest. */
  void print(final TraceReport report) {
    out.println(
        "tracing_duration_in_milliseconds: "
            + TimeUnit.NANOSECONDS.toMillis(report.tracingNanos()));
    if (analysis) {
      report.analyzers().forEach(this::printAnalysis);
    }
    if (traceInfo) {
      printTraceInfo(report.counters(), report.recordsRead());
    }
    out.flush();
  }

  private void printAnalysis(final AnalyzerOutcome tool) {
    out.println("analysis output:");
    out.println(tool.result().map(LegacyResults::output).orElse("").strip());
  }

  /** What the tool printed between its markers. */
  private static String output(final AnalysisResult result) {
    return result.sections().stream()
        .filter(section -> section.key().equals("output"))
        .flatMap(section -> section.items().stream())
        .filter(TextBlock.class::isInstance)
        .map(item -> ((TextBlock) item).text())
        .findFirst()
        .orElse("");
  }

  private void printTraceInfo(final TraceCounters counters, final long recordsRead) {
    final long written = counters.written();
    out.println("trace info:");
    out.println(SEEN + ": " + counters.seen());
    out.println(WRITTEN + ": " + written);
    if (written != 0) {
      out.println(
          "actual_tracing_ratio (i.e. "
              + SEEN
              + " / "
              + WRITTEN
              + "): "
              + tracingRatio(counters.seen(), written));
    }
    printAttention("num_of_events_waiting_in_trace_buf", counters.unaccounted());
    printAttention("num_of_missing_events", written - recordsRead);
    printAttention("num_of_dropped_events", counters.dropped());
  }

  /**
   * An integer division; but a quotient less than an eighth short of the next whole number is that
   * number. A trace nearly always ends within a period, after its block: it has a little more than
   * one of 16, and is one of 16 nevertheless, not of 15.
   */
  static long tracingRatio(final long seen, final long written) {
    return (SLACK * seen + written - 1) / (SLACK * written);
  }

  private void printAttention(final String name, final long value) {
    if (value != 0) {
      out.println("ATTENTION: " + name + ": " + value);
    }
  }
}
