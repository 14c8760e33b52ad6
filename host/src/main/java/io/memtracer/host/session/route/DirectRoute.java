package io.memtracer.host.session.route;

import io.memtracer.api.FifoAnalyzerFactory;
import io.memtracer.host.dispatch.FifoLane;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Records of 16 bytes through the FIFO of the one who listens: no byte passes through this process.
 *
 * @param fifo the analyzer makes it
 */
record DirectRoute(Path fifo) implements TraceRoute {

  private static final String FILE = "trace";

  static DirectRoute prepare(final RunDirectory run) {
    return new DirectRoute(run.file(FILE));
  }

  /** Whether there is one analyzer, and it can listen that way. */
  static boolean isPossible(final List<AnalyzerChoice> analyzers) {
    return analyzers.size() == 1
        && analyzers.get(0).installed().factory() instanceof FifoAnalyzerFactory;
  }

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public Delivery delivery() {
    return Delivery.DIRECT;
  }

  @Override
  public PluginSpec plugin(final Path library) {
    return PluginSpec.withFifo(library, fifo);
  }

  @Override
  public RouteEnd start(
      final PipelineConfig config,
      final List<LaneSpec> lanes,
      final Producer producer,
      final Optional<Recorder> recorder) {
    TraceRoute.requireNone(recorder);
    return new DirectEnd(FifoLane.start(lanes.get(0), fifo), producer);
  }
}
