package io.memtracer.host.session;

import io.memtracer.host.report.Comparison;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.route.RunContext;
import io.memtracer.host.session.workload.WorkloadInfo;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Names;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.Selected;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a run before its first record, wherever the records come from.
 *
 * @param command the workload and its arguments
 * @param info what the workload said about itself; empty if nothing
 * @param delivery how its records come
 * @param vcpus how many there are
 * @param origin where its records come from
 */
record RunFacts(List<String> command, String info, Delivery delivery, int vcpus, Origin origin) {

  /** Where analyzers keep their files, in the directory of the run. */
  static final String SCRATCH = "analyzer";

  /** The same with the program that the guest's kernel ended since no memory was left, if any. */
  RunFacts with(final Optional<String> endedForMemory) {
    return new RunFacts(
        command, info, delivery, vcpus, endedForMemory.map(origin::withFullMemory).orElse(origin));
  }

  /**
   * What all analyzers are told.
   *
   * @param scratch where each of them gets a directory of its own
   */
  RunContext context(final TraceRequest request, final Path scratch) {
    return new RunContext(
        command,
        WorkloadInfo.pieces(info),
        vcpus,
        request.userOnly(),
        request.sampling(),
        origin.facts(),
        request.onFull() == OnFull.DROP,
        scratch);
  }

  /**
   * What is to be said in the end.
   *
   * @param tasks who made the accesses
   * @param phases in which phases they were made
   * @param startNanos when the run began, by {@link System#nanoTime}
   */
  TraceReport report(
      final RunOutcome outcome,
      final Attribution tasks,
      final Phases phases,
      final long startNanos) {
    return new TraceReport(
        outcome.startedAt(),
        outcome.tracingNanos(),
        System.nanoTime() - startNanos,
        command,
        info,
        outcome.end().exit(),
        outcome.counters(),
        delivery,
        vcpus,
        outcome.recordsRead(),
        tasks,
        phases,
        Selected.ALL,
        outcome.analyzers(),
        Comparison.NONE,
        outcome.incomplete(),
        Optional.empty(),
        Optional.empty(),
        Names.NONE,
        origin);
  }
}
