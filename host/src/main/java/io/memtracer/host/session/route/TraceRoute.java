package io.memtracer.host.session.route;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The way of the records from QEMU to the analyzers: laid before QEMU starts, taken up after. */
public interface TraceRoute {

  /** What reports call it. */
  String name();

  /** How records come this way. */
  Delivery delivery();

  /** The plugin that QEMU is to load. */
  PluginSpec plugin(Path library);

  /** Where QEMU's plugin says which code lay in memory; empty if it doesn't this way. */
  default Optional<Path> mappingTable() {
    return Optional.empty();
  }

  /** And where code came in the place of other code. */
  default Optional<Path> replacedCode() {
    return Optional.empty();
  }

  /**
   * Starts what is at its end, when QEMU is up and not yet armed.
   *
   * @param recorder takes the records besides; closed by the caller
   */
  RouteEnd start(
      PipelineConfig config, List<LaneSpec> lanes, Producer producer, Optional<Recorder> recorder);

  /** For those on whose way nobody can record: {@link #prepare} lays another one then. */
  static void requireNone(final Optional<Recorder> recorder) {
    if (recorder.isPresent()) {
      throw new IllegalArgumentException("records can't be recorded on this way");
    }
  }

  /**
   * Lays it: to the user's FIFO, to that of the only analyzer, or to this process.
   *
   * @param resources where what it takes is added
   * @throws TraceException if what is wanted isn't possible
   */
  static TraceRoute prepare(
      final TraceRequest request,
      final List<AnalyzerChoice> analyzers,
      final int vcpus,
      final RunDirectory run,
      final Resources resources,
      final TraceListener listener) {
    if (request.record().isPresent()
        && (request.fifo().isPresent()
            || request.transport().equals(Optional.of(Transport.FIFO)))) {
      throw TraceException.user(
          "what is recorded has to come through rings: --fifo and --transport fifo exclude it");
    }
    if (request.fifo().isPresent()) {
      if (!analyzers.isEmpty()) {
        throw TraceException.user(
            "all records go to the reader of a FIFO, or to analyzers, but not to both");
      }
      return ReaderRoute.prepare(request.fifo().get());
    }
    if (request.record().isEmpty()
        && request.transport().isEmpty()
        && request.onlyTask().isAll()
        && !request.selection().isAny()
        && DirectRoute.isPossible(analyzers)) {
      return DirectRoute.prepare(run);
    }
    return prepareHere(request, vcpus, run, resources, listener);
  }

  /** Rings, unless something else is wanted or there is no room for them. */
  private static TraceRoute prepareHere(
      final TraceRequest request,
      final int vcpus,
      final RunDirectory run,
      final Resources resources,
      final TraceListener listener) {
    final Optional<Transport> wanted = request.transport();
    if (wanted.equals(Optional.of(Transport.FIFO))) {
      return fifo(request, run, resources);
    }
    final Optional<TraceRoute> rings =
        RunDirectory.createInMemory()
            .map(resources::add)
            .flatMap(
                directory ->
                    RingRoute.prepare(directory, vcpus, request.tasks(), request.physical()));
    if (rings.isEmpty()
        && (wanted.isPresent() || request.record().isPresent() || request.physical())) {
      throw RingRoute.noRoom(vcpus);
    }
    return rings.orElseGet(
        () -> {
          listener.onPhase("no room for rings in /dev/shm: using a FIFO, which is slower");
          return fifo(request, run, resources);
        });
  }

  private static TraceRoute fifo(
      final TraceRequest request, final RunDirectory run, final Resources resources) {
    final boolean gaps = !request.sampling().tracesAll() || request.onFull() == OnFull.DROP;
    return FifoRoute.prepare(gaps, run, resources);
  }
}
