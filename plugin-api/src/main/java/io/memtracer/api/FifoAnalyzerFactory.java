package io.memtracer.api;

/**
 * A factory whose analyzers can do without the host in the middle. If such an analyzer is the only
 * one of a run, the host asks for a {@link FifoAnalyzer}, otherwise for a {@link TraceAnalyzer}.
 * Both must find the same.
 */
@Experimental
public interface FifoAnalyzerFactory extends TraceAnalyzerFactory {

  /**
   * Creates an analyzer for one run of which it is the only listener.
   *
   * @param options the user's options, checked, with defaults filled in
   * @return a new analyzer, never one that was returned before
   * @throws InvalidOptionException if values that are fine one by one don't fit together
   */
  FifoAnalyzer createForFifo(AnalyzerOptions options);
}
