package io.memtracer.host.status;

/**
 * Why an analyzer was detached.
 *
 * @param phase the method that threw: onStart, onBatch, onEvent, onEnd or close
 * @param ordinal for onBatch the first record of the batch, otherwise the number of records
 *     delivered
 * @param cause what it threw
 * @param leftBehind whether it was given up in a call from which it didn't come back: then nobody
 *     reads the records that were still to come
 */
public record AnalyzerFailure(String phase, long ordinal, Throwable cause, boolean leftBehind) {

  /** It threw. */
  public AnalyzerFailure(final String phase, final long ordinal, final Throwable cause) {
    this(phase, ordinal, cause, false);
  }
}
