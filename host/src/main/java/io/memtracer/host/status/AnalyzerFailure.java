package io.memtracer.host.status;

/**
 * Why an analyzer was detached.
 *
 * @param phase the method that threw: onStart, onBatch, onEvent, onEnd or close
 * @param ordinal for onBatch the first record of the batch, otherwise the number of records
 *     delivered
 * @param cause what it threw
 */
public record AnalyzerFailure(String phase, long ordinal, Throwable cause) {}
