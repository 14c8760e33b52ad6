package io.memtracer.host.session.route;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.ring.RingTap;
import io.memtracer.host.ring.SharedRings;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.symbols.MappingTable;
import io.memtracer.host.symbols.ReplacedCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Records of 8 bytes through rings in shared memory, one for each vCPU.
 *
 * @param prefix what the names of the plugin's files begin with
 * @param vcpus how many there are
 * @param ringBytes capacity of each ring
 * @param taskRows room for tasks; 0 if they are not to be told apart
 * @param tellsPages whether it is told where in physical memory accesses go
 */
public record RingRoute(Path prefix, int vcpus, int ringBytes, int taskRows, boolean tellsPages)
    implements TraceRoute {

  /** Enough for 15,000 processes, each made and then executing something. */
  static final int TASK_ROWS = 1 << 15;

  /** More than people give names to; a program may do it in a loop. */
  static final int PHASE_ROWS = 1 << 10;

  static final int MAX_RING_BYTES = 8 << 20;
  private static final String FILE = "trace";

  /**
   * Chooses the size: the largest of which two would fit, so that another run finds room, too.
   *
   * @param tasks whether they are to be told apart
   * @param tellsPages whether it is told where in physical memory accesses go
   * @return empty if there is no room for the smallest
   */
  public static Optional<TraceRoute> prepare(
      final RunDirectory memory, final int vcpus, final boolean tasks, final boolean tellsPages) {
    final int taskRows = tasks ? TASK_ROWS : 0;
    return ringBytes(memory.usableBytes(), vcpus, taskRows)
        .map(bytes -> new RingRoute(memory.file(FILE), vcpus, bytes, taskRows, tellsPages));
  }

  /** The capacity of each ring where so much room is left. */
  static Optional<Integer> ringBytes(final long usableBytes, final int vcpus, final int taskRows) {
    for (int bytes = MAX_RING_BYTES; bytes >= PluginSpec.MIN_RING_BYTES; bytes /= 2) {
      if (2 * fileBytes(bytes, vcpus, taskRows) <= usableBytes) {
        return Optional.of(bytes);
      }
    }
    return Optional.empty();
  }

  /** What the plugin's files take. */
  static long fileBytes(final int ringBytes, final int vcpus, final int taskRows) {
    return SharedRings.fileBytes(ringBytes, vcpus, taskRows, PHASE_ROWS)
        + (taskRows == 0 ? 0 : MappingTable.fileBytes() + ReplacedCode.fileBytes());
  }

  static TraceException noRoom(final int vcpus) {
    return TraceException.environment(
        "rings for %d vCPUs need %d KiB of /dev/shm, and there isn't that much: --transport fifo"
                .formatted(vcpus, 2 * fileBytes(PluginSpec.MIN_RING_BYTES, vcpus, TASK_ROWS) / 1024)
            + " does without");
  }

  @Override
  public String name() {
    return "ring";
  }

  @Override
  public Delivery delivery() {
    return Delivery.RINGS;
  }

  @Override
  public Optional<Path> mappingTable() {
    return Optional.of(besides(".mappings"));
  }

  @Override
  public Optional<Path> replacedCode() {
    return Optional.of(besides(".replaced"));
  }

  private Path besides(final String ending) {
    return prefix.resolveSibling(prefix.getFileName() + ending);
  }

  @Override
  public PluginSpec plugin(final Path library) {
    return PluginSpec.withRing(library, prefix, ringBytes, taskRows, PHASE_ROWS);
  }

  @Override
  public RouteEnd start(
      final PipelineConfig config,
      final List<LaneSpec> lanes,
      final Producer producer,
      final Optional<Recorder> recorder) {
    final SharedRings rings =
        SharedRings.open(
            prefix,
            IntStream.range(0, vcpus).boxed().toList(),
            () -> producer.vcpusUp() >= vcpus,
            config.patienceNanos(),
            recorder.<RingTap>map(tap -> tap).orElse(RingTap.NONE),
            tellsPages);
    return new PipelineEnd(Pipeline.start(config, lanes, rings), lanes.size(), recorder);
  }
}
