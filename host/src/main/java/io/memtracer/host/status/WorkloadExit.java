package io.memtracer.host.status;

/**
 * How the workload ended.
 *
 * @param how exited by itself, was killed by a signal, or was stopped by us
 * @param code exit status or signal number; 0 if we stopped it
 */
public record WorkloadExit(How how, int code) {

  /** The ways to end. */
  public enum How {
    /** It exited; the code is its exit status. */
    EXITED,
    /** A signal killed it; the code is the signal's number. */
    SIGNALLED,
    /** It said that tracing is to stop, and went on. */
    FINISHED,
    /** The time given by {@code --timeout} was up. */
    TIMED_OUT,
    /** The user interrupted the run. */
    INTERRUPTED,
    /** We stopped it, or didn't start it: all who listened had failed. */
    NO_LISTENERS,
    /** QEMU or the guest died first. */
    LOST
  }

  /** The exit status a shell would show. */
  public int shellStatus() {
    return switch (how) {
      case EXITED -> code;
      case SIGNALLED -> 128 + code;
      case FINISHED, TIMED_OUT, INTERRUPTED, NO_LISTENERS, LOST -> 0;
    };
  }
}
