package io.memtracer.host.cli;

import io.memtracer.host.report.Comparison.Verdict;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.WorkloadExit.How;
import java.util.OptionalInt;

/**
 * The program's exit status after a run that has a report: the workload's own when all went well,
 * as a shell shows it. What the user asked for isn't a failure: neither a time limit nor records
 * dropped with {@code --on-full drop}.
 */
public final class ExitStatus {

  /** As a shell shows a program that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}

  static int of(final TraceReport report) {
    return ofRun(report)
        .orElse(
            report.counters().unaccounted() == 0
                ? report.exit().shellStatus()
                : ErrorCategory.INTERNAL.exitStatus());
  }

  /** The status of what went wrong with the run itself; empty if nothing did. */
  public static OptionalInt ofRun(final TraceReport report) {
    if (report.exit().how() == How.INTERRUPTED) {
      return OptionalInt.of(INTERRUPTED);
    }
    if (report.exit().how() == How.LOST
        || report.incomplete().isPresent()
        || !report.counters().canBe()) {
      return OptionalInt.of(ErrorCategory.GUEST.exitStatus());
    }
    if (report.analyzers().stream().anyMatch(analyzer -> analyzer.failure().isPresent())) {
      return OptionalInt.of(ErrorCategory.ANALYZER.exitStatus());
    }
    if (report.recordsRead() != report.counters().written()) {
      return OptionalInt.of(ErrorCategory.INTERNAL.exitStatus());
    }
    if (report.recorded().flatMap(Recorded::stopped).isPresent()) {
      return OptionalInt.of(ErrorCategory.ENVIRONMENT.exitStatus());
    }
    if (report.comparison().count(Verdict.UNRESOLVED) > 0) {
      return OptionalInt.of(ErrorCategory.USER.exitStatus());
    }
    if (report.comparison().count(Verdict.DIFFER) > 0) {
      return OptionalInt.of(ErrorCategory.ANALYZER.exitStatus());
    }
    return OptionalInt.empty();
  }
}
