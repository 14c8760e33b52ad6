package io.memtracer.host.session;

import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.format.RunEnd.Chosen;
import io.memtracer.host.recording.format.RunEnd.Counters;
import io.memtracer.host.recording.format.RunEnd.PhaseDone;
import io.memtracer.host.recording.format.RunEnd.TaskDone;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.recording.write.TargetFile;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.RecordRequest;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.symbols.KnownMemory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a recording says of the run that it is of. */
final class Recording {

  private Recording() {}

  /** Begins it, before the first record. */
  static Recorder begin(
      final RecordRequest wanted, final TraceRequest request, final RunFacts facts) {
    return Recorder.begin(
        TargetFile.create(wanted.file()),
        wanted.compression(),
        new RunStart(
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
            facts.command(),
            facts.info(),
            facts.vcpus(),
            request.userOnly(),
            request.onFull() == OnFull.DROP,
            request.sampling().blockLog2(),
            request.sampling().ratioLog2(),
            facts.origin().facts()));
  }

  /**
   * Completes it, when all else is known.
   *
   * @param memory what is known of what lay in it
   * @return the report with what became of it
   */
  static TraceReport finish(
      final Recorder recorder, final TraceReport report, final KnownMemory memory) {
    recorder.flush();
    return report.recorded(
        recorder.finish(
            endOf(report, recorder),
            new Asides(
                Optional.of(RecordedNames.write(memory.code(), recorder.addresses())),
                RecordedMemory.write(memory.data()),
                report.files().map(RecordedFiles::write))));
  }

  private static RunEnd endOf(final TraceReport report, final Recorder recorder) {
    return new RunEnd(
        recorder.records(),
        recorder.stopped().orElse(""),
        report.incomplete().orElse(""),
        report.exit().how().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        report.exit().code(),
        report.tracingNanos(),
        counters(report.counters()),
        report.tasks().whyNot().orElse(""),
        report.tasks().shares().stream().map(Recording::task).toList(),
        report.phases().whyNot().orElse(""),
        report.phases().shares().stream().map(Recording::phase).toList(),
        report.phases().refused(),
        report.phases().unmatched(),
        chosen(report.selected()),
        report.origin().foundOut());
  }

  private static Counters counters(final TraceCounters counted) {
    final InstructionCounts executed = counted.instructions();
    return new Counters(
        counted.seen(),
        counted.traced(),
        counted.written(),
        counted.dropped(),
        counted.fullWaits(),
        counted.fullWaitNanos(),
        List.of(executed.at(0), executed.at(1), executed.at(2), executed.at(3)));
  }

  private static TaskDone task(final TaskShare share) {
    return new TaskDone(
        share.task().thread(),
        share.task().name(),
        share.task().program(),
        share.task().role().name().toLowerCase(Locale.ROOT),
        share.user(),
        share.kernel());
  }

  private static PhaseDone phase(final PhaseShare share) {
    return new PhaseDone(
        share.phase().id(),
        share.phase().name(),
        share.parent(),
        share.ownName(),
        share.ofRun(),
        share.begun(),
        share.ended(),
        share.user(),
        share.kernel());
  }

  private static Chosen chosen(final Selected selected) {
    return new Chosen(
        selected.selection().phasesOnly(),
        selected.selection().skip(),
        selected.selection().most(),
        selected.selection().from(),
        selected.selection().until(),
        selected.blindTimes());
  }
}
