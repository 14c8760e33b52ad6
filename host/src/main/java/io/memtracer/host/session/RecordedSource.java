package io.memtracer.host.session;

import io.memtracer.api.Sampling;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.parallel.ParallelReplay;
import io.memtracer.host.parallel.PieceFarm;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.pipeline.Threading;
import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.RunEnd.Chosen;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TaskChoice;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.symbols.ImageFiles;
import io.memtracer.host.symbols.KnownCode;
import io.memtracer.host.symbols.KnownData;
import io.memtracer.host.symbols.KnownMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recorded trace as the source of a run. Used once. */
public final class RecordedSource implements ReplaySource {

  private static final int MAX_SAMPLING_LOG2 = 64;
  private static final int MAX_VCPUS = 256;

  private final RecordedTrace trace;
  private final Range range;
  private final Optional<PieceFarm> farm;
  private final ImageFiles images;
  private List<String> merged = List.of();
  private Optional<ParallelReplay> replay = Optional.empty();
  private FiniteIntake intake;

  /**
   * A source.
   *
   * @param trace closed by whoever opened it
   * @param range which of its records
   * @param farm looks at pieces of it, for analyzers that can be merged; empty: all in order
   * @param images where its programs and libraries are
   */
  public RecordedSource(
      final RecordedTrace trace,
      final Range range,
      final Optional<PieceFarm> farm,
      final ImageFiles images) {
    this.images = images;
    this.trace = trace;
    this.range = range;
    this.farm = farm;
  }

  @Override
  public List<LaneSpec> lanes(final List<LaneSpec> asked, final TaskChoice tasks) {
    if (farm.isEmpty()) {
      return asked;
    }
    final ParallelReplay divided = ParallelReplay.of(trace, range, farm.get(), asked, tasks);
    merged = divided.merged();
    if (farm.get().takesPiecesOnly() && !divided.unmerged().isEmpty()) {
      throw TraceException.user(
          "%s can't look at pieces of a trace, but only at all of it in order: use replay, or ask"
                  .formatted(String.join(" and ", divided.unmerged()))
              + " for others");
    }
    replay = Optional.of(divided);
    return divided.lanes();
  }

  /** Where all look at pieces, one thread absorbs what is found in these. */
  @Override
  public PipelineConfig config(final PipelineConfig asked) {
    return replay.filter(it -> it.unmerged().isEmpty()).isPresent()
        ? asked.withThreading(Threading.SHARED)
        : asked;
  }

  /**
   * Asks for what the recorded run was asked for, as far as analyzers are told of it.
   *
   * @throws TraceException if that can't be
   */
  public TraceRequestBuilder requested(final TraceRequestBuilder request) {
    final RunStart start = trace.start();
    if (start.vcpus() < 1 || start.vcpus() > MAX_VCPUS) {
      throw TraceException.user(
          "%s is damaged: no guest has %d vCPUs".formatted(trace.name(), start.vcpus()));
    }
    return request
        .userOnly(start.userOnly())
        .physical(trace.tellsPages())
        .sampling(sampling(start))
        .onFull(start.mayDrop() ? OnFull.DROP : OnFull.WAIT);
  }

  private Sampling sampling(final RunStart start) {
    final int block = start.sampleBlockLog2();
    final int ratio = start.sampleRatioLog2();
    if (block < 0 || ratio < 0 || (long) block + ratio > MAX_SAMPLING_LOG2) {
      throw TraceException.user(
          "%s is damaged: it can't be sampled by %d:%d".formatted(trace.name(), block, ratio));
    }
    return new Sampling(block, ratio);
  }

  @Override
  public List<String> command() {
    return trace.start().command();
  }

  @Override
  public String info() {
    return trace.start().info();
  }

  @Override
  public int vcpus() {
    return trace.start().vcpus();
  }

  @Override
  public Origin origin() {
    final Map<String, String> all = new LinkedHashMap<>(trace.start().provenance());
    trace.end().ifPresent(end -> all.putAll(end.provenance()));
    return Origin.live(all);
  }

  @Override
  public Intake intake(final PipelineConfig config) {
    final boolean inPieces =
        config.threading() == Threading.SHARED
            && replay.filter(ParallelReplay::isInPiecesAlone).isPresent();
    intake = inPieces ? replay.orElseThrow().intake() : inOrder(config);
    return intake;
  }

  private FiniteIntake inOrder(final PipelineConfig config) {
    final RecordedIntake all = trace.intake(range, config.batchRecords());
    replay.ifPresent(it -> all.endsAfter(it::isDone));
    return all;
  }

  @Override
  public Producer producer() {
    return new RecordedProducer(trace, range, () -> intake);
  }

  @Override
  public Optional<String> tasksUnknown() {
    return trace.end().map(end -> end.tasksUnknown()).filter(why -> !why.isEmpty());
  }

  @Override
  public TraceReport complete(final TraceReport report) {
    final TraceReport selected =
        trace.end().map(end -> report.selected(selected(end.selection()))).orElse(report);
    final Asides asides = trace.asides();
    final TraceReport named = Naming.name(selected, () -> known(asides));
    return asides
        .files()
        .map(files -> named.with(RecordedFiles.read(files)))
        .orElse(named)
        .from(report.origin().from(replayed()));
  }

  private KnownMemory known(final Asides asides) {
    return new KnownMemory(
        asides.names().map(names -> RecordedNames.read(names, images)).orElse(KnownCode.UNKNOWN),
        asides
            .memory()
            .map(memory -> RecordedMemory.read(memory, images))
            .orElse(KnownData.UNKNOWN),
        images);
  }

  private Origin.Recording replayed() {
    return new Origin.Recording(
        trace.name(),
        trace.start().recordedAt(),
        farm.map(PieceFarm::replayer).orElse(new Origin.Threads(1)),
        merged);
  }

  private static Selected selected(final Chosen chosen) {
    return new Selected(
        new Selection(
            chosen.phasesOnly(), chosen.skip(), chosen.most(), chosen.from(), chosen.until()),
        chosen.blindTimes());
  }
}
