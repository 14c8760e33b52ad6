package io.memtracer.host.session.workload;

import io.memtracer.host.report.Comparison;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.HostFacts;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Names;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A run without a guest: the workload as a process of this machine, wrapped or unwrapped, for
 * comparison. {@link #execute} once; {@link #interrupt} and {@link #abort} at any time, from other
 * threads.
 */
public final class NativeRun implements Run {

  private final WorkloadSpec workload;
  private final InputStream standardInput;
  private final Optional<Duration> timeout;
  private final Ending ending = new Ending();
  private final CompletableFuture<WorkloadExit> interrupted = new CompletableFuture<>();
  private final Resources resources = new Resources();

  /**
   * A run that hasn't begun.
   *
   * @param workload a program of this machine
   * @param standardInput what it reads
   * @param timeout when to stop it; empty for never
   */
  public NativeRun(
      final WorkloadSpec workload,
      final InputStream standardInput,
      final Optional<Duration> timeout) {
    this.workload = workload;
    this.standardInput = standardInput;
    this.timeout = timeout;
  }

  /** Makes {@link #execute} return soon, or fail if the workload wasn't ready yet. */
  @Override
  public void interrupt() {
    ending.complete(RunEnd.interrupted());
    interrupted.completeExceptionally(
        TraceException.guest("the run was interrupted: there is nothing to report"));
  }

  /** Ends the workload and all it started. */
  @Override
  public void abort() {
    resources.close();
  }

  /**
   * Runs the workload to its end, and ends what it left behind.
   *
   * @throws TraceException if it can't be started, or isn't ready as an unwrapped one must be
   */
  @Override
  public TraceReport execute(final TraceListener listener) {
    final long beginNanos = System.nanoTime();
    final Optional<Announcements> announcements =
        workload.readyWithin().map(patience -> new Announcements());
    try (resources) {
      listener.onPhase("running the workload on this machine");
      final WorkloadOutput output = new WorkloadOutput(listener, announcements);
      final NativeProcess process =
          resources.add(NativeProcess.start(workload.command(), announcements.isEmpty(), output));
      final String info = announcements.map(said -> awaitReady(said, process)).orElse("");
      listener.onWorkloadInfo(info);
      final Instant startedAt = Instant.now();
      final long startNanos = System.nanoTime();
      process.pressEnter();
      announcements.ifPresent(said -> said.onStop(() -> ending.complete(RunEnd.finished())));
      process.feed(standardInput);
      ending.watch(process.exit(), timeout);
      final RunEnd how = ending.await();
      final long nanos = System.nanoTime() - startNanos;
      process.close();
      final TraceReport report = report(startedAt, nanos, beginNanos, info, how);
      listener.onReport(report);
      return report;
    }
  }

  private String awaitReady(final Announcements announcements, final NativeProcess process) {
    final CompletableFuture<WorkloadExit> exitOrInterrupt =
        CompletableFuture.anyOf(process.exit(), interrupted).thenApply(WorkloadExit.class::cast);
    return announcements.awaitReady(exitOrInterrupt, workload.readyWithin().orElseThrow());
  }

  private TraceReport report(
      final Instant startedAt,
      final long nanos,
      final long beginNanos,
      final String info,
      final RunEnd how) {
    return new TraceReport(
        startedAt,
        nanos,
        System.nanoTime() - beginNanos,
        workload.command(),
        info,
        how.exit(),
        TraceCounters.ZERO,
        Delivery.UNTRACED,
        1,
        0,
        Attribution.unknown("nothing was traced"),
        Phases.unknown("nothing was traced"),
        Selected.ALL,
        List.of(),
        Comparison.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Names.NONE,
        Origin.live(HostFacts.get()));
  }
}
