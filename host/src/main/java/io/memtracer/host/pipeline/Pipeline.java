package io.memtracer.host.pipeline;

import io.memtracer.host.dispatch.Dispatch;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.read.TraceReader;
import io.memtracer.host.read.TraceSource;
import io.memtracer.host.ring.BatchSource;
import io.memtracer.host.ring.RecordRing;
import io.memtracer.host.ring.SharedRings;
import io.memtracer.host.ring.TraceIntake;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.PipelineCounters;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;

/**
 * A running pipeline, from a source of records to analyzers.
 *
 * <p>In order: {@link #start} before the guest runs; then records come, and {@link #counters},
 * {@link #failure} and {@link #failedAnalyzers} may be asked at any time by any thread; then one of
 * {@link #finish} and {@link #finishIncomplete}; {@link #close} always. Closing before finishing
 * ends the threads and closes the analyzers without asking them for results.
 */
public final class Pipeline implements AutoCloseable {

  private final TraceIntake intake;
  private final Dispatch dispatch;
  private final Progress progress;
  private final Crew crew;

  /**
   * Puts it together.
   *
   * @param readers what else is to run, upstream of the dispatcher
   */
  private Pipeline(
      final PipelineConfig config,
      final TraceIntake intake,
      final Dispatch dispatch,
      final List<Agent> readers) {
    this.intake = intake;
    this.dispatch = dispatch;
    final List<Agent> upstreamFirst = new ArrayList<>(dispatch.agents());
    upstreamFirst.addAll(readers);
    Collections.reverse(upstreamFirst);
    progress = new Progress(upstreamFirst.size());
    final List<GuardedAgent> guarded =
        upstreamFirst.stream().map(agent -> new GuardedAgent(agent, progress)).toList();
    crew =
        config.threading() == Threading.INVOKER
            ? new InvokerCrew(guarded, progress)
            : new ThreadCrew(guarded, config.idle(), progress);
  }

  /**
   * Creates the analyzers, starts them, and then the threads that feed them.
   *
   * @param source closed by the pipeline, also if this fails
   * @return when every analyzer's {@code onStart} has returned; those that threw are among {@link
   *     #failedAnalyzers}
   * @throws TraceException if an analyzer can't be created or throws an {@link Error}
   */
  public static Pipeline start(
      final PipelineConfig config, final List<LaneSpec> lanes, final TraceSource source) {
    return start(source, () -> create(config, lanes, source));
  }

  /**
   * The same for rings that QEMU itself fills: the dispatcher reads them, and there is no reader.
   *
   * @param rings closed by the pipeline, also if this fails
   */
  public static Pipeline start(
      final PipelineConfig config, final List<LaneSpec> lanes, final SharedRings rings) {
    return start(
        rings, () -> new Pipeline(config, rings, dispatch(config, lanes, rings), List.of()));
  }

  private static Pipeline start(final AutoCloseable source, final Supplier<Pipeline> creator) {
    final Pipeline pipeline;
    try {
      pipeline = creator.get();
    } catch (RuntimeException | Error e) {
      CloseHelper.quietClose(source);
      throw e;
    }
    try {
      pipeline.crew.start();
      pipeline.throwIfFailed();
      return pipeline;
    } catch (InterruptedException e) {
      pipeline.close();
      throw interrupted(e);
    } catch (RuntimeException | Error e) {
      pipeline.close();
      throw e;
    }
  }

  private static Pipeline create(
      final PipelineConfig config, final List<LaneSpec> lanes, final TraceSource source) {
    final RecordRing ring = new RecordRing(config.ringBytes());
    final Dispatch dispatch = dispatch(config, lanes, ring);
    final TraceReader reader =
        new TraceReader(source, ring, config.blockBytes(), config.patienceNanos());
    return new Pipeline(config, reader, dispatch, List.of(reader));
  }

  private static Dispatch dispatch(
      final PipelineConfig config, final List<LaneSpec> lanes, final BatchSource source) {
    return config.threading() == Threading.DEDICATED
        ? Dispatch.dedicated(source, lanes, config.batchRecords(), config.poolBatches())
        : Dispatch.shared(source, lanes, config.batchRecords());
  }

  /** Whole records taken from the source so far. */
  public long recordsRead() {
    return intake.counters().recordsRead();
  }

  /** What has been counted so far. */
  public PipelineCounters counters() {
    return intake.counters();
  }

  /** Labels of the analyzers that have been detached so far; the others go on. */
  public List<String> failedAnalyzers() {
    return dispatch.failedAnalyzers();
  }

  /** Why nothing is taken from the source any more; empty while all is well. */
  public Optional<TraceException> failure() {
    return Optional.ofNullable(progress.failure()).map(this::explain);
  }

  /**
   * Does one step of everything, with {@link Threading#INVOKER}.
   *
   * @return how much was done; 0 if there was nothing to do
   */
  public int invoke() {
    return crew.invoke();
  }

  /**
   * Ends the trace after QEMU was stopped and has flushed its buffers: takes what is still to come,
   * asks the analyzers for their results and closes them. Slow analyzers are waited for.
   *
   * @param recordsWritten how many records QEMU wrote since {@link #start}
   * @return the results, with a problem if another number of records arrived
   * @throws TraceException if the pipeline failed or was closed
   */
  public PipelineResult finish(final long recordsWritten) {
    intake.finishAt(recordsWritten);
    return await();
  }

  /**
   * Ends the trace after QEMU has died: takes what is still in the pipe, and then the same.
   *
   * @return the results on what arrived
   * @throws TraceException if the pipeline failed or was closed
   */
  public PipelineResult finishIncomplete() {
    intake.finishWhenEmpty();
    return await();
  }

  private PipelineResult await() {
    try {
      crew.await();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throwIfFailed();
    close();
    return new PipelineResult(
        intake.counters(), intake.partialBytes(), dispatch.outcomes(), intake.problem());
  }

  private void throwIfFailed() {
    failure()
        .ifPresent(
            e -> {
              close();
              throw e;
            });
  }

  private TraceException explain(final Throwable cause) {
    if (cause instanceof TraceException known) {
      return known;
    }
    return dispatch
        .explain(cause)
        .orElseGet(
            () ->
                new TraceException(ErrorCategory.INTERNAL, "the pipeline failed: " + cause, cause));
  }

  private static TraceException interrupted(final InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new TraceException(
        ErrorCategory.INTERNAL, "interrupted while waiting for the analyzers", cause);
  }

  /**
   * Ends what still runs: reader, dispatcher, analyzers. An analyzer that doesn't return is
   * interrupted, and left behind after some seconds. May be called any number of times from any
   * thread.
   */
  @Override
  public void close() {
    crew.close();
  }
}
