package io.memtracer.benchmarks;

import io.memtracer.benchmarks.streams.EndlessRing;
import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.pipeline.Threading;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A pipeline of the host's, from ring to analyzers, whose ring is always full: what a run is for
 * the host when QEMU is faster.
 *
 * <p>With {@link Threading#INVOKER} the caller's thread does all the work; else the pipeline's own
 * threads do, and {@link #go} waits for them.
 */
public final class EndlessRun implements AutoCloseable {

  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final Analyzers analyzers = Analyzers.ofProperty();
  private final Pipeline pipeline;
  private final boolean invoked;

  /**
   * Starts it.
   *
   * @param texts analyzers, as in {@code --analyzer}
   */
  public EndlessRun(
      final RecordStream stream, final List<String> texts, final Threading threading) {
    this(stream, texts, spec -> spec, threading);
  }

  /**
   * The same with other analyzers in the place of these.
   *
   * @param others says which
   */
  EndlessRun(
      final RecordStream stream,
      final List<String> texts,
      final UnaryOperator<LaneSpec> others,
      final Threading threading) {
    invoked = threading == Threading.INVOKER;
    final PipelineConfig config = PipelineConfig.defaults().withThreading(threading);
    try (EndlessRing ring = new EndlessRing(stream.records())) {
      final List<LaneSpec> lanes = analyzers.lanes(texts).stream().map(others).toList();
      pipeline = Pipeline.start(config, lanes, ring.open());
      go(1);
    } catch (RuntimeException | Error e) {
      analyzers.close();
      throw e;
    }
  }

  /**
   * Returns when that many more records have been read.
   *
   * @return how many there were in all
   * @throws IllegalStateException if an analyzer has failed
   */
  public long go(final long records) {
    final long goal = pipeline.recordsRead() + records;
    while (pipeline.recordsRead() < goal) {
      if (invoked) {
        pipeline.invoke();
      } else {
        LockSupport.parkNanos(POLL_NANOS);
      }
      pipeline
          .failure()
          .ifPresent(
              e -> {
                throw e;
              });
    }
    if (!pipeline.failedAnalyzers().isEmpty()) {
      throw new IllegalStateException("failed: " + pipeline.failedAnalyzers());
    }
    return goal;
  }

  /** Ends it without asking for results. */
  @Override
  public void close() {
    pipeline.close();
    analyzers.close();
  }
}
