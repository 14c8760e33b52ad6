package io.memtracer.host.session.route;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.posix.Fifo;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.read.FifoSource;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Records of 16 bytes through a FIFO.
 *
 * @param gaps whether anything may be missing between them, which is told then
 */
public record FifoRoute(Path fifo, boolean gaps) implements TraceRoute {

  private static final int PIPE_BYTES = 1 << 20;
  private static final String FILE = "trace";

  /**
   * Makes the FIFO.
   *
   * @param gaps whether sampling may leave records out, or they may be dropped
   */
  public static FifoRoute prepare(
      final boolean gaps, final RunDirectory run, final Resources resources) {
    return new FifoRoute(resources.add(Fifo.create(run.file(FILE), PIPE_BYTES)).path(), gaps);
  }

  @Override
  public String name() {
    return "fifo";
  }

  @Override
  public Delivery delivery() {
    return Delivery.FIFO;
  }

  @Override
  public PluginSpec plugin(final Path library) {
    final PluginSpec plugin = PluginSpec.withFifo(library, fifo);
    return gaps ? plugin.tellingGaps() : plugin;
  }

  @Override
  public RouteEnd start(
      final PipelineConfig config,
      final List<LaneSpec> lanes,
      final Producer producer,
      final Optional<Recorder> recorder) {
    TraceRoute.requireNone(recorder);
    return new PipelineEnd(
        Pipeline.start(config, lanes, config.intakeOf(FifoSource.open(fifo), gaps)), lanes.size());
  }
}
