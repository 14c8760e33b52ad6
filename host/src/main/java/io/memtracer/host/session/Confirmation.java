package io.memtracer.host.session;

import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Attribution.Command;
import io.memtracer.host.status.WorkloadExit;
import java.util.Optional;

/**
 * Compares what the guest's agent says of the command's end with what the trace shows: a program
 * that is root in the guest can speak in the agent's place.
 */
final class Confirmation {

  private Confirmation() {}

  /**
   * The outcome, incomplete if an end was told of that isn't in the trace. Only a trace in which
   * nothing was left out can say that.
   */
  static RunOutcome of(
      final TraceRequest request, final RunOutcome outcome, final Attribution tasks) {
    final boolean wholeTrace = !request.selection().isAny() && outcome.counters().dropped() == 0;
    return wholeTrace
            && outcome.incomplete().isEmpty()
            && tasks.command() == Command.RUNNING
            && saysItEnded(outcome.end().exit())
        ? outcome.with(Optional.of(contradiction(outcome.end().exit())))
        : outcome;
  }

  private static boolean saysItEnded(final WorkloadExit exit) {
    return switch (exit.how()) {
      case EXITED, SIGNALLED -> true;
      case FINISHED, TIMED_OUT, INTERRUPTED, NO_LISTENERS, LOST -> false;
    };
  }

  private static String contradiction(final WorkloadExit exit) {
    return "the guest's agent said that the command had ended with status %d, but its process had not: something in the guest speaks in the agent's place"
        .formatted(exit.shellStatus());
  }
}
