package io.memtracer.host.report;

import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is to be said about one run.
 *
 * @param startedAt when tracing was armed
 * @param tracingNanos how long it was armed; if untraced, how long the workload ran
 * @param totalNanos the whole run, from request to results
 * @param command the workload and its arguments
 * @param workloadInfo what an unwrapped workload said about itself, trimmed; empty if nothing
 * @param exit how the workload ended
 * @param counters what QEMU counted, summed over vCPUs
 * @param recordsRead how many records the host took out of the transport
 * @param analyzers how each analyzer fared, in the order asked for
 * @param comparison of figures that should agree
 * @param incomplete why the trace stops before the workload's end; empty if it doesn't
 * @param provenance versions, guest, QEMU, options: by name, in order
 */
public record TraceReport(
    Instant startedAt,
    long tracingNanos,
    long totalNanos,
    List<String> command,
    String workloadInfo,
    WorkloadExit exit,
    TraceCounters counters,
    long recordsRead,
    List<AnalyzerOutcome> analyzers,
    Comparison comparison,
    Optional<String> incomplete,
    Map<String, String> provenance) {

  private static final Set<String> DIRECT = Set.of("direct", "reader");

  public TraceReport {
    command = List.copyOf(command);
    analyzers = List.copyOf(analyzers);
  }

  /** Whether nothing was to be traced: then there was no way for records to come. */
  public boolean untraced() {
    return "none".equals(provenance.get("transport"));
  }

  /** The same report with figures beside each other that should agree. */
  public TraceReport comparing(final List<FigurePair> pairs) {
    return new TraceReport(
        startedAt,
        tracingNanos,
        totalNanos,
        command,
        workloadInfo,
        exit,
        counters,
        recordsRead,
        analyzers,
        Comparison.of(pairs, analyzers),
        incomplete,
        provenance);
  }

  /** Whether QEMU wrote to whoever read, and nobody here counted on the way. */
  public boolean isDirect() {
    return DIRECT.contains(provenance.getOrDefault("transport", ""));
  }

  /** Whether every record QEMU produced reached every analyzer. */
  public boolean isComplete() {
    return incomplete.isEmpty()
        && counters.dropped() == 0
        && recordsRead == counters.written()
        && analyzers.stream().allMatch(a -> a.failure().isEmpty() && a.delivered() == recordsRead);
  }
}
