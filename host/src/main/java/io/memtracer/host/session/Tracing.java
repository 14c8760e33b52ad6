package io.memtracer.host.session;

import io.memtracer.host.guest.AgentChannel;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.qemu.TraceWish;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.TraceListener.TraceProgress;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * From arming to results: the guest is restored, the workload held, the analyzers ready.
 *
 * <p>Used once, by one thread.
 */
final class Tracing {

  /** An agent that is gone and a QEMU that is gone are seen one after the other. */
  private static final long OBITUARY_MILLIS = 1000;

  private final TraceRequest request;
  private final VirtualMachine machine;
  private final AgentChannel agent;
  private final Pipeline pipeline;
  private final TraceListener listener;
  private final CompletableFuture<RunEnd> end = new CompletableFuture<>();

  private long armedNanos;

  Tracing(
      final TraceRequest request,
      final VirtualMachine machine,
      final AgentChannel agent,
      final Pipeline pipeline,
      final TraceListener listener) {
    this.request = request;
    this.machine = machine;
    this.agent = agent;
    this.pipeline = pipeline;
    this.listener = listener;
  }

  /**
   * What came of it.
   *
   * @param startedAt when tracing was armed
   * @param tracingNanos until it was disarmed, or broke
   * @param end why it ended
   * @param counters what QEMU counted
   * @param pipeline what the analyzers found
   * @param incomplete why the trace stops before its end
   */
  record Outcome(
      Instant startedAt,
      long tracingNanos,
      RunEnd end,
      TraceCounters counters,
      PipelineResult pipeline,
      Optional<String> incomplete) {}

  /**
   * Traces the workload to its end.
   *
   * @throws TraceException if tracing could not begin, the workload could not be started, or an
   *     {@link Error} ended the analyzers
   */
  Outcome run(final Interrupt interrupt) {
    listener.onPhase("tracing");
    interrupt.completeOnRequest(end);
    watchForTheEnd();
    final Instant startedAt = Instant.now();
    armedNanos = System.nanoTime();
    final TraceWish wish =
        new TraceWish(
            true, request.userOnly(), request.sampling(), request.onFull() == OnFull.DROP);
    machine.arm(wish, agent::go);
    agent.feed(request.standardInput());
    final Ticker ticker = Ticker.start(this::tick);
    try {
      return stop(startedAt, await());
    } finally {
      ticker.stop();
    }
  }

  private void watchForTheEnd() {
    request
        .timeout()
        .map(Duration::toNanos)
        .ifPresent(nanos -> end.completeOnTimeout(RunEnd.timedOut(), nanos, TimeUnit.NANOSECONDS));
    final Object unusedExit =
        agent
            .exit()
            .whenComplete(
                (exit, failure) -> {
                  if (failure == null) {
                    end.complete(RunEnd.exited(exit));
                  } else {
                    agentFailed(unwrap(failure));
                  }
                });
    final Object unusedDeath =
        machine
            .onExit()
            .thenAccept(exit -> end.complete(RunEnd.broken(TraceException.guest(exit.toString()))));
  }

  /** A workload that can't be started is the user's to mend; anything else breaks the trace. */
  private void agentFailed(final RuntimeException failure) {
    if (failure instanceof TraceException known && known.category() == ErrorCategory.USER) {
      end.completeExceptionally(failure);
    } else {
      end.complete(RunEnd.broken(failure));
    }
  }

  private static RuntimeException unwrap(final Throwable failure) {
    final Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RuntimeException runtime
        ? runtime
        : new TraceException(ErrorCategory.INTERNAL, "the agent's channel failed: " + cause, cause);
  }

  private void tick() {
    listener.onProgress(
        new TraceProgress(
            System.nanoTime() - armedNanos, machine.counters(), pipeline.recordsRead()));
    pipeline.failure().ifPresent(end::completeExceptionally);
    if (pipeline.failedAnalyzers().size() == request.analyzers().size()) {
      end.complete(RunEnd.unheard());
    }
  }

  private RunEnd await() {
    try {
      return end.join();
    } catch (CompletionException | CancellationException e) {
      throw unwrap(e);
    }
  }

  private Outcome stop(final Instant startedAt, final RunEnd how) {
    Optional<RuntimeException> broken = how.broken();
    TraceCounters counters = TraceCounters.ZERO;
    if (broken.isEmpty()) {
      try {
        counters = machine.disarm();
      } catch (TraceException e) {
        broken = Optional.of(e);
      }
    }
    final long tracingNanos = System.nanoTime() - armedNanos;
    if (broken.isPresent()) {
      final PipelineResult arrived = pipeline.finishIncomplete();
      return new Outcome(
          startedAt,
          tracingNanos,
          RunEnd.broken(broken.get()),
          machine.counters(),
          arrived,
          Optional.of(reason(broken.get())));
    }
    final PipelineResult all = pipeline.finish(counters.written());
    return new Outcome(
        startedAt, tracingNanos, how, counters, all, all.problem().or(this::pluginFailure));
  }

  private String reason(final RuntimeException broken) {
    try {
      return machine.onExit().get(OBITUARY_MILLIS, TimeUnit.MILLISECONDS).toString();
    } catch (TimeoutException | ExecutionException e) {
      return broken.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return broken.getMessage();
    }
  }

  private Optional<String> pluginFailure() {
    try {
      machine.control().requireNotFailed();
      return Optional.empty();
    } catch (TraceException e) {
      return Optional.of(e.getMessage());
    }
  }
}
