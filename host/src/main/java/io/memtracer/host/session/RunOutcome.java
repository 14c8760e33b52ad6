package io.memtracer.host.session;

import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceCounters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run, once the workload was let go.
 *
 * @param startedAt when tracing was armed; when an untraced workload was let go
 * @param tracingNanos from then until it was disarmed, or broke
 * @param end why it ended
 * @param counters what QEMU counted
 * @param recordsRead how many records arrived
 * @param analyzers what the analyzers found
 * @param tasks who made the accesses
 * @param phases in which phases they were made
 * @param incomplete why the run stops before its end
 */
record RunOutcome(
    Instant startedAt,
    long tracingNanos,
    RunEnd end,
    TraceCounters counters,
    long recordsRead,
    List<AnalyzerOutcome> analyzers,
    Attribution tasks,
    Phases phases,
    Optional<String> incomplete) {

  /** The same with another reason to stop before the end. */
  RunOutcome with(final Optional<String> newIncomplete) {
    return new RunOutcome(
        startedAt,
        tracingNanos,
        end,
        counters,
        recordsRead,
        analyzers,
        tasks,
        phases,
        newIncomplete);
  }
}
