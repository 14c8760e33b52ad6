package io.memtracer.host.session.route;

import io.memtracer.api.Sampling;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.posix.Fifo;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.read.FifoSource;
import io.memtracer.host.ring.SamplingGaps;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Resources;
import java.nio.file.Path;
import java.util.List;

/**
 * Records of 16 bytes through a FIFO. Nothing in it tells of gaps.
 *
 * @param sampling what leaves gaps that can be counted all the same; all records if none can
 */
public record FifoRoute(Path fifo, Sampling sampling) implements TraceRoute {

  private static final int PIPE_BYTES = 1 << 20;
  private static final String FILE = "trace";

  /**
   * Makes the FIFO.
   *
   * @param sampling as it is asked for
   * @param drops whether records may be dropped, which are missing without a word
   */
  public static FifoRoute prepare(
      final Sampling sampling,
      final boolean drops,
      final int vcpus,
      final RunDirectory run,
      final Resources resources) {
    // Of several vCPUs it is all accesses together that are counted for sampling.
    final boolean countable = vcpus == 1 && !drops;
    return new FifoRoute(
        resources.add(Fifo.create(run.file(FILE), PIPE_BYTES)).path(),
        countable ? sampling : Sampling.ALL);
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
    return PluginSpec.withFifo(library, fifo);
  }

  @Override
  public RouteEnd start(
      final PipelineConfig config, final List<LaneSpec> lanes, final Producer producer) {
    return new PipelineEnd(
        Pipeline.start(
            config, lanes, config.intakeOf(FifoSource.open(fifo), SamplingGaps.of(sampling))),
        lanes.size());
  }
}
