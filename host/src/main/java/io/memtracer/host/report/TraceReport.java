package io.memtracer.host.report;

import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.FilesSeen;
import io.memtracer.host.status.Names;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is to be said about one run.
 *
 * @param startedAt when tracing was armed
 * @param tracingNanos how long it was armed; if untraced, how long the workload ran
 * @param totalNanos the whole run, from request to results
 * @param command the workload and its arguments
 * @param workloadInfo what an unwrapped workload said about itself, trimmed; empty if nothing
 * @param exit how the workload ended
 * @param counters what QEMU counted, summed over vCPUs
 * @param delivery how records got from QEMU, or what replays them, to the analyzers
 * @param vcpus how many the guest has: each of them may have had to wait
 * @param recordsRead how many records the host took out of the transport
 * @param tasks who made the accesses
 * @param phases in which phases they were made
 * @param selected which of all were recorded
 * @param analyzers how each analyzer fared, in the order asked for
 * @param comparison of figures that should agree
 * @param incomplete why the trace stops before the workload's end; empty if it doesn't
 * @param files what the workload saw of this machine's files and wrote over them; empty if none
 *     were shown to it, or that can't be known
 * @param recorded the recording that was made besides; empty if none was
 * @param names what lies at the addresses in the results, as far as it is known
 * @param origin where the records come from
 */
public record TraceReport(
    Instant startedAt,
    long tracingNanos,
    long totalNanos,
    List<String> command,
    String workloadInfo,
    WorkloadExit exit,
    TraceCounters counters,
    Delivery delivery,
    int vcpus,
    long recordsRead,
    Attribution tasks,
    Phases phases,
    Selected selected,
    List<AnalyzerOutcome> analyzers,
    Comparison comparison,
    Optional<String> incomplete,
    Optional<FilesSeen> files,
    Optional<Recorded> recorded,
    Names names,
    Origin origin) {

  public TraceReport {
    command = List.copyOf(command);
    analyzers = List.copyOf(analyzers);
  }

  /** Whether nothing was to be traced: then there was no way for records to come. */
  public boolean untraced() {
    return delivery == Delivery.UNTRACED;
  }

  /** How many records each analyzer is to be given: all, or those of the tasks that were chosen. */
  public long recordsChosen() {
    return recordsRead - tasks.leftOut();
  }

  /** The same report with figures beside each other that should agree. */
  public TraceReport comparing(final List<FigurePair> pairs) {
    return with(selected, Comparison.of(pairs, analyzers), files, names);
  }

  /** The same report with what the workload saw and wrote of this machine's files. */
  public TraceReport with(final FilesSeen seen) {
    return with(selected, comparison, Optional.of(seen), names);
  }

  /** The same report with what lies at the addresses in it. */
  public TraceReport naming(final Names known) {
    return with(selected, comparison, files, known);
  }

  /** The same report of some accesses only. */
  public TraceReport selected(final Selected some) {
    return with(some, comparison, files, names);
  }

  /** The same report of records that came from elsewhere. */
  public TraceReport from(final Origin elsewhere) {
    return with(selected, comparison, files, recorded, names, elsewhere);
  }

  /** The same report with the recording that was made. */
  public TraceReport recorded(final Recorded recording) {
    return with(selected, comparison, files, Optional.of(recording), names, origin);
  }

  private TraceReport with(
      final Selected some,
      final Comparison compared,
      final Optional<FilesSeen> seen,
      final Names known) {
    return with(some, compared, seen, recorded, known, origin);
  }

  private TraceReport with(
      final Selected some,
      final Comparison compared,
      final Optional<FilesSeen> seen,
      final Optional<Recorded> recording,
      final Names known,
      final Origin from) {
    return new TraceReport(
        startedAt,
        tracingNanos,
        totalNanos,
        command,
        workloadInfo,
        exit,
        counters,
        delivery,
        vcpus,
        recordsRead,
        tasks,
        phases,
        some,
        analyzers,
        compared,
        incomplete,
        seen,
        recording,
        known,
        from);
  }

  /**
   * Why this isn't the whole of what was to be traced: what broke, or who ended the run before its
   * time. Empty if the workload ended by itself, or when the time that was set for it was up.
   */
  public Optional<String> incompleteBecause() {
    return incomplete.or(this::endedBefore).or(this::contradiction);
  }

  private Optional<String> endedBefore() {
    return switch (exit.how()) {
      case EXITED, SIGNALLED, FINISHED, TIMED_OUT -> Optional.empty();
      case INTERRUPTED -> Optional.of("the run was interrupted before the workload ended");
      case NO_LISTENERS ->
          Optional.of("the workload was stopped, since nobody took records any more");
      case LOST -> Optional.of("the workload was lost with its guest");
    };
  }

  private Optional<String> contradiction() {
    return counters.canBe() && counters.unaccounted() == 0
        ? Optional.empty()
        : Optional.of("QEMU's counts contradict each other");
  }

  /** Whether every record produced until the workload's end reached every analyzer. */
  public boolean isComplete() {
    return incompleteBecause().isEmpty()
        && counters.dropped() == 0
        && recordsRead == counters.written()
        && analyzers.stream()
            .allMatch(a -> a.failure().isEmpty() && a.delivered() == recordsChosen());
  }
}
