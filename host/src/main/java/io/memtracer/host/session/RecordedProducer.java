package io.memtracer.host.session;

import io.memtracer.host.recording.format.RunEnd.Counters;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A recorded trace as what makes the records: it ends as its run did, when the last has been taken.
 *
 * @param trace closed by whoever opened it
 * @param range which of its records are taken
 * @param intake how they are taken
 */
record RecordedProducer(RecordedTrace trace, Range range, Supplier<FiniteIntake> intake)
    implements FiniteProducer {

  private static final int LEVELS = 4;

  @Override
  public FiniteIntake taken() {
    return intake.get();
  }

  /** What the run that was recorded had of itself. */
  private Optional<String> broken() {
    return trace.end().map(end -> end.incomplete()).filter(why -> !why.isEmpty());
  }

  /** Also of a damaged trace its end may say how the workload ended. */
  @Override
  public RunEnd end(final Optional<String> problem) {
    final Optional<WorkloadExit> exit =
        trace.end().flatMap(end -> exit(end.exitHow(), end.exitCode()));
    final Optional<RuntimeException> broken =
        problem.or(this::broken).or(() -> unheardOf(exit)).map(TraceException::guest);
    return new RunEnd(exit.orElse(new WorkloadExit(WorkloadExit.How.LOST, 0)), broken);
  }

  private Optional<String> unheardOf(final Optional<WorkloadExit> exit) {
    return exit.isPresent()
        ? Optional.empty()
        : trace
            .end()
            .map(
                end -> "%s is damaged: no run ends as '%s'".formatted(trace.name(), end.exitHow()));
  }

  private static Optional<WorkloadExit> exit(final String how, final int code) {
    return Stream.of(WorkloadExit.How.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(how))
        .findFirst()
        .map(one -> new WorkloadExit(one, code));
  }

  /** All that QEMU counted, where all is replayed; otherwise what is replayed. */
  @Override
  public TraceCounters counters() {
    final long read = intake.get().counters().recordsRead();
    return trace
        .end()
        .filter(end -> range.isAll() && end.counters().written() == read)
        .map(end -> counted(end.counters()))
        .orElseGet(FiniteProducer.super::counters);
  }

  private static TraceCounters counted(final Counters counters) {
    return new TraceCounters(
            counters.seen(),
            counters.traced(),
            counters.written(),
            counters.dropped(),
            counters.fullWaits(),
            counters.fullWaitNanos())
        .with(instructions(counters.instructions()));
  }

  private static InstructionCounts instructions(final List<Long> byCpl) {
    return byCpl.size() == LEVELS
        ? new InstructionCounts(byCpl.get(0), byCpl.get(1), byCpl.get(2), byCpl.get(3))
        : InstructionCounts.NONE;
  }

  @Override
  public int vcpusUp() {
    return trace.start().vcpus();
  }
}
