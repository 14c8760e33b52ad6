package io.memtracer.host.pipeline;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.dispatch.Dispatch;
import io.memtracer.host.dispatch.GivenUpException;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.dispatch.shares.SharedWork;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.Interim;
import io.memtracer.host.status.PipelineCounters;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;

/**
 * A running pipeline, from an intake to analyzers.
 *
 * <p>In order: {@link #start} before the guest runs; then records come, and {@link #counters},
 * {@link #failure} and {@link #failedAnalyzers} may be asked at any time by any thread; then one of
 * {@link #finish} and {@link #finishIncomplete}; {@link #close} always. Closing before finishing
 * ends the threads and closes the analyzers without asking them for results.
 */
public final class Pipeline implements AutoCloseable {

  private final Intake intake;
  private final Dispatch dispatch;
  private final Progress progress;
  private final Threading threading;
  private final Crew crew;

  private Pipeline(final PipelineConfig config, final List<LaneSpec> lanes, final Intake intake) {
    this.intake = intake;
    dispatch =
        config.threading() == Threading.DEDICATED
            ? Dispatch.dedicated(
                intake.batches(),
                lanes.stream().map(lane -> SharedWork.of(lane, config.maxShares())).toList(),
                config.tasks(),
                config.batchRecords(),
                config.poolBatches())
            : Dispatch.shared(intake.batches(), lanes, config.tasks(), config.batchRecords());
    threading = config.threading();
    final List<Agent> upstreamFirst = new ArrayList<>(dispatch.agents());
    upstreamFirst.addAll(intake.agents());
    Collections.reverse(upstreamFirst);
    progress = new Progress(upstreamFirst.size());
    final List<GuardedAgent> guarded =
        upstreamFirst.stream().map(agent -> new GuardedAgent(agent, progress)).toList();
    crew =
        config.threading() == Threading.INVOKER
            ? new InvokerCrew(guarded, progress)
            : new ThreadCrew(guarded, progress);
  }

  /**
   * Creates the analyzers, starts them, and then the threads that feed them.
   *
   * @param intake where records come from; closed by the pipeline, also if this fails
   * @return when every analyzer's {@code onStart} has returned; those that threw are among {@link
   *     #failedAnalyzers}
   * @throws TraceException if an analyzer refuses an option
   */
  public static Pipeline start(
      final PipelineConfig config, final List<LaneSpec> lanes, final Intake intake) {
    final Pipeline pipeline;
    try {
      pipeline = new Pipeline(config, lanes, intake);
    } catch (RuntimeException | Error e) {
      CloseHelper.quietClose(intake);
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

  /** Whole records that have arrived so far. */
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

  /** What the analyzers have found so far; and asks them again. Any thread may ask. */
  public Interim interim() {
    return dispatch.interim();
  }

  /** Why nothing is taken from the intake any more; empty while all is well. */
  public Optional<TraceException> failure() {
    return Optional.ofNullable(progress.failure()).map(Pipeline::explain);
  }

  /** Why the intake has ended although more was to come; empty while all is well. */
  public Optional<String> problem() {
    return intake.problem();
  }

  /** Whom the pipeline has been waiting for that long, in words; empty if for nobody. */
  public Optional<String> waitingFor(final long nanos) {
    return dispatch.waitingFor(nanos);
  }

  /**
   * Leaves analyzers behind that have been in one call for that long, and asks the others for their
   * results on what they were given; {@link #finish} then returns those. Any thread may call it, as
   * often as it likes.
   *
   * @return whether there were any
   */
  public synchronized boolean giveUp(final long nanos) {
    final int count = dispatch.giveUp(nanos);
    if (count == 0) {
      return false;
    }
    progress.leftBehind();
    if (threading == Threading.DEDICATED) {
      for (int i = 0; i < count; i++) {
        progress.closed();
      }
    } else {
      final Thread thread = new Thread(this::collect, "trace-collect");
      thread.setDaemon(true);
      thread.start();
    }
    return true;
  }

  private void collect() {
    try {
      dispatch.collect();
      progress.finished();
    } catch (GivenUpException e) {
      // Another thread goes on from there.
      return;
    }
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
    return finish(recordsWritten, EndOfTrace.of(recordsWritten));
  }

  /**
   * The same, and tells the analyzers more about the end.
   *
   * @param end all but the number of records delivered, which each analyzer has its own of
   */
  public PipelineResult finish(final long recordsWritten, final EndOfTrace end) {
    dispatch.endsAs(end);
    intake.finishAt(recordsWritten);
    return await();
  }

  /**
   * Ends the trace after QEMU has died: takes what is still in the pipe, and then the same.
   *
   * @param end all but the number of records delivered
   * @return the results on what arrived
   * @throws TraceException if the pipeline failed or was closed
   */
  public PipelineResult finishIncomplete(final EndOfTrace end) {
    dispatch.endsAs(end);
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
        intake.counters(),
        intake.partialBytes(),
        dispatch.outcomes(),
        dispatch.attribution(),
        dispatch.counted(intake.phases()),
        intake.problem());
  }

  private void throwIfFailed() {
    failure()
        .ifPresent(
            e -> {
              close();
              throw e;
            });
  }

  private static TraceException explain(final Throwable cause) {
    if (cause instanceof TraceException known) {
      return known;
    }
    return new TraceException(ErrorCategory.INTERNAL, "the pipeline failed: " + cause, cause);
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
