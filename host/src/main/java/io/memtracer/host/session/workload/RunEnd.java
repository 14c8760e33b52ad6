package io.memtracer.host.session.workload;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.util.Optional;

/**
 * Why tracing ends.
 *
 * @param exit how the workload ended
 * @param broken what broke, if something did: then QEMU can't be asked any more, and the trace is
 *     what arrived
 */
public record RunEnd(WorkloadExit exit, Optional<RuntimeException> broken) {

  private static final int LEVELS = 4;

  public static RunEnd exited(final WorkloadExit exit) {
    return new RunEnd(exit, Optional.empty());
  }

  /** It said that tracing is to stop. */
  static RunEnd finished() {
    return exited(new WorkloadExit(How.FINISHED, 0));
  }

  static RunEnd timedOut() {
    return exited(new WorkloadExit(How.TIMED_OUT, 0));
  }

  static RunEnd interrupted() {
    return exited(new WorkloadExit(How.INTERRUPTED, 0));
  }

  /** The workload goes on, but nobody listens any more. */
  public static RunEnd withoutListeners() {
    return exited(new WorkloadExit(How.NO_LISTENERS, 0));
  }

  public static RunEnd broken(final RuntimeException reason) {
    return new RunEnd(new WorkloadExit(How.LOST, 0), Optional.of(reason));
  }

  /**
   * What analyzers are told, but for the number of records they were given.
   *
   * @param counters what the producer counted in all
   */
  public EndOfTrace endOfTrace(final TraceCounters counters) {
    EndOfTrace end =
        EndOfTrace.of(counters.written())
            .withRecordsLost(counters.dropped())
            .withEnding(broken.isPresent() ? EndOfTrace.Ending.BROKEN_OFF : endingOf(exit.how()));
    for (int cpl = 0; cpl < LEVELS; cpl++) {
      final long executed = counters.instructions().at(cpl);
      if (executed != InstructionCounts.UNKNOWN) {
        end = end.withInstructions(cpl, executed);
      }
    }
    return end;
  }

  private static EndOfTrace.Ending endingOf(final How how) {
    return switch (how) {
      case EXITED, SIGNALLED, FINISHED -> EndOfTrace.Ending.FINISHED;
      case TIMED_OUT, INTERRUPTED -> EndOfTrace.Ending.STOPPED;
      case NO_LISTENERS, LOST -> EndOfTrace.Ending.BROKEN_OFF;
    };
  }
}
