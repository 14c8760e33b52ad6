package io.memtracer.api;

import io.memtracer.api.result.AnalysisResult;
import java.util.Optional;

/**
 * Looks at every record of one run and says what it found.
 *
 * <p>Life cycle, each call on the same thread, in this order:
 *
 * <ol>
 *   <li>{@link #onStart} once, before the guest runs;
 *   <li>{@link #onBatch}, {@link #onEvent} and {@link #snapshot} any number of times, also never;
 *   <li>{@link #onEnd} once, after the last batch. A run that was cut short (QEMU died, the user
 *       pressed Ctrl-C) gets here too: the result is about what arrived;
 *   <li>{@link #close} once, always, also when one of the others threw.
 * </ol>
 *
 * <p>While {@code onBatch} runs, the pipeline behind it waits, and when its buffers are full the
 * guest stands still: nothing is lost, the run takes longer. So {@code onBatch} should not allocate
 * per record, block, or do input and output. An analyzer never prints: it returns data, and the
 * host renders it.
 *
 * <p>Whatever is thrown by any of these, an {@link Error} too, detaches this analyzer alone: the
 * report names it with the ordinal of the batch, the other analyzers go on, and the program's exit
 * status is not 0. So does ending the process, and interrupting the thread that called.
 *
 * <p>An analyzer that doesn't come back from a call is left behind when the user ends the run, or
 * some time after its time limit. If analyzers share a thread, the others' {@code onEnd} and {@code
 * close} are then called on another one, with everything visible to it that they did before.
 *
 * <p>An analyzer that can look at parts of a trace apart implements {@link Mergeable} as well.
 */
public interface TraceAnalyzer extends AutoCloseable {

  /**
   * Told once, before any record.
   *
   * @param context facts about the run; valid until {@link #close}
   */
  default void onStart(final AnalysisContext context) {}

  /**
   * Given the next records of the trace, all of one vCPU, one task and one phase.
   *
   * @param batch one or more records in the order in which their vCPU made the accesses; the host
   *     reuses it, so it and its contents are invalid after this method has returned
   */
  void onBatch(RecordBatch batch);

  /**
   * Told what happened between the batch before and the next one.
   *
   * @param event a value; may be kept
   */
  default void onEvent(final TraceEvent event) {}

  /**
   * Asked for what was found so far, for a live view. Changes nothing that {@link #onEnd} returns.
   *
   * @return the result so far; empty if the analyzer gives none before the end
   */
  default Optional<AnalysisResult> snapshot() {
    return Optional.empty();
  }

  /**
   * Asked for the result, once.
   *
   * @param end what is known about the whole trace
   * @return what the analyzer found, as data
   */
  AnalysisResult onEnd(EndOfTrace end);

  /** Releases what the analyzer holds besides memory. */
  @Override
  default void close() {}
}
