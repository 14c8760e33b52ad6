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

  /** Added to a signal's number by shells, and by Java. */
  private static final int SIGNAL_STATUS = 128;

  private static final int MAX_SIGNAL = 64;

  /**
   * What a status means of which no more is known: one that is 128 and a signal's number is taken
   * for that signal, though a program can exit with it, as shells do where a signal ended what they
   * ran.
   */
  public static WorkloadExit ofShellStatus(final int status) {
    final int signal = status - SIGNAL_STATUS;
    return signal >= 1 && signal <= MAX_SIGNAL
        ? new WorkloadExit(How.SIGNALLED, signal)
        : new WorkloadExit(How.EXITED, status);
  }

  /** The exit status a shell would show. */
  public int shellStatus() {
    return switch (how) {
      case EXITED -> code;
      case SIGNALLED -> SIGNAL_STATUS + code;
      case FINISHED, TIMED_OUT, INTERRUPTED, NO_LISTENERS, LOST -> 0;
    };
  }
}
