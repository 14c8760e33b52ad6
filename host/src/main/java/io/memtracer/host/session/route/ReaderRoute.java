package io.memtracer.host.session.route;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.posix.FifoHold;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Records of 16 bytes through a FIFO of the user's, to a reader of the user's.
 *
 * @param fifo an absolute path
 */
record ReaderRoute(Path fifo) implements TraceRoute {

  private static final long READER_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_MILLIS = 5;

  /**
   * Checks the FIFO.
   *
   * @throws TraceException user error if it isn't one
   */
  static ReaderRoute prepare(final Path fifo) {
    if (!FifoHold.isFifo(fifo)) {
      throw TraceException.user("the records' reader must have a FIFO, but " + fifo + " isn't one");
    }
    return new ReaderRoute(fifo.toAbsolutePath());
  }

  @Override
  public String name() {
    return "reader";
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
    final long deadline = System.nanoTime() + READER_WAIT_NANOS;
    while (true) {
      final Optional<FifoHold> writer = FifoHold.open(fifo);
      if (writer.isPresent()) {
        return new ReaderEnd(fifo, writer.get(), producer);
      }
      producer.requireAlive();
      if (System.nanoTime() > deadline) {
        throw TraceException.user(
            "nobody opened the FIFO %s for reading within %d s: start the reader first"
                .formatted(fifo, TimeUnit.NANOSECONDS.toSeconds(READER_WAIT_NANOS)));
      }
      pause();
    }
  }

  /** The system tells nobody that a FIFO was opened: one has to look. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.user("interrupted while waiting for the FIFO's reader");
    }
  }
}
