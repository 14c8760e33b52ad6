package io.memtracer.host.session.workload;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.status.TraceException;
import java.util.function.Supplier;

/**
 * The user's wish to end a run. Until tracing begins it kills the machine, so that the step under
 * way fails; afterwards it ends tracing like the workload's end does, so that there is a report.
 *
 * <p>Thread-safe.
 */
public final class Interrupt {

  private boolean requested;
  private VirtualMachine machine;
  private Ending end;
  private Thread busy;

  public synchronized void request() {
    requested = true;
    if (end != null) {
      end.complete(RunEnd.interrupted());
    } else if (machine != null) {
      machine.kill();
    }
    if (busy != null) {
      busy.interrupt();
    }
  }

  public synchronized boolean isRequested() {
    return requested;
  }

  /** Why there is no report: what failed, or that the user didn't want one any more. */
  public synchronized TraceException explain(final TraceException failure) {
    return requested
        ? TraceException.guest("the run was interrupted: there is nothing to report", failure)
        : failure;
  }

  public synchronized void killOnRequest(final VirtualMachine target) {
    machine = target;
    if (requested) {
      target.kill();
    }
  }

  /** There is a report: from now on it only ends the machine. */
  public synchronized void killMachineOnRequest() {
    end = null;
    if (requested && machine != null) {
      machine.kill();
    }
  }

  public synchronized void completeOnRequest(final Ending target) {
    end = target;
    if (requested) {
      target.complete(RunEnd.interrupted());
    }
  }

  /** Does a step that can be interrupted: it throws then, or returns what is of no use. */
  public <T> T during(final Supplier<T> step) {
    interruptOnRequest(Thread.currentThread());
    try {
      return step.get();
    } finally {
      interruptOnRequest(null);
    }
  }

  private synchronized void interruptOnRequest(final Thread target) {
    if (target == null && requested) {
      // It was for the step, and not for the cleaning up that follows.
      final boolean unused = Thread.interrupted();
    }
    busy = target;
    if (target != null && requested) {
      target.interrupt();
    }
  }
}
