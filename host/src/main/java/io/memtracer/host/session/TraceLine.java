package io.memtracer.host.session;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.qemu.ControlPage;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.status.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The way of the records from QEMU to the analyzers: laid before QEMU starts, taken up after. */
interface TraceLine {

  /** What it is made of. */
  Transport transport();

  /** The plugin that QEMU is to load. */
  PluginSpec plugin(Path library);

  /** Starts the pipeline at its end, when QEMU is up and not yet armed. */
  Pipeline start(PipelineConfig config, List<LaneSpec> lanes, ControlPage control);

  /**
   * Lays it: rings, unless something else is wanted or there is no room for them.
   *
   * @param wanted empty for the best that is possible
   * @param resources where what it takes is added
   * @throws io.memtracer.host.status.TraceException if what is wanted isn't possible
   */
  static TraceLine prepare(
      final Optional<Transport> wanted,
      final int vcpus,
      final RunDirectory run,
      final Resources resources,
      final TraceListener listener) {
    if (wanted.equals(Optional.of(Transport.FIFO))) {
      return FifoLine.prepare(run, resources);
    }
    final Optional<TraceLine> rings =
        RunDirectory.createInMemory()
            .map(resources::add)
            .flatMap(directory -> RingLine.prepare(directory, vcpus));
    if (rings.isEmpty() && wanted.isPresent()) {
      throw RingLine.noRoom(vcpus);
    }
    return rings.orElseGet(
        () -> {
          listener.onPhase("no room for rings in /dev/shm: using a FIFO, which is slower");
          return FifoLine.prepare(run, resources);
        });
  }
}
