package io.memtracer.host.session.workload;

import io.memtracer.host.qemu.QemuExit;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The first of all that can end a run. Thread-safe. */
public final class Ending {

  private final CompletableFuture<RunEnd> end = new CompletableFuture<>();

  /** The workload's exit, the death of what it runs in, its own word. */
  public void watch(
      final VirtualMachine machine,
      final WorkloadStart workload,
      final Optional<Duration> timeout) {
    // On a thread of its own: whoever ends the run may hold what the listener needs.
    final Object unusedEnd = end.whenCompleteAsync((how, why) -> workload.giveBackTerminal());
    watch(workload.agent().exit(), timeout);
    final Object unusedDeath =
        machine
            .onExit()
            .thenAccept(exit -> end.complete(RunEnd.broken(TraceException.guest(exit.toString()))));
    workload.announcements().ifPresent(said -> said.onStop(() -> end.complete(RunEnd.finished())));
  }

  /** The workload's exit, and the time that is set for it. */
  public void watch(
      final CompletableFuture<WorkloadExit> workload, final Optional<Duration> timeout) {
    timeout
        .map(Duration::toNanos)
        .ifPresent(nanos -> end.completeOnTimeout(RunEnd.timedOut(), nanos, TimeUnit.NANOSECONDS));
    final Object unusedExit =
        workload.whenComplete(
            (exit, failure) -> {
              if (failure == null) {
                end.complete(RunEnd.exited(exit));
              } else {
                workloadFailed(unwrap(failure));
              }
            });
  }

  /** A workload that can't be started is the user's to mend; anything else breaks the trace. */
  private void workloadFailed(final RuntimeException failure) {
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

  public void complete(final RunEnd how) {
    end.complete(how);
  }

  public void fail(final Throwable failure) {
    end.completeExceptionally(failure);
  }

  /** What it was; empty as long as nothing was. */
  public Optional<RunEnd> now() {
    return end.isDone() && !end.isCompletedExceptionally()
        ? Optional.of(end.join())
        : Optional.empty();
  }

  /** Waits for it. */
  public RunEnd await() {
    try {
      return end.join();
    } catch (CompletionException | CancellationException e) {
      throw unwrap(e);
    }
  }

  /** Why a run broke: how QEMU ended if it did, which says more than a lost connection. */
  public static String reason(final VirtualMachine machine, final RuntimeException broken) {
    final String why =
        machine.awaitObituary().map(QemuExit::toString).orElseGet(broken::getMessage);
    return machine.isSuspended()
        ? why + "; QEMU (process " + machine.process().pid() + ") is suspended"
        : why;
  }
}
