package io.memtracer.host.dispatch;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;

/** Words for analyzers that fail. */
final class LaneFailures {

  private LaneFailures() {}

  static TraceException notCreated(final String name, final RuntimeException cause) {
    if (cause instanceof InvalidOptionException) {
      return new TraceException(
          ErrorCategory.USER, "analyzer " + name + ": " + cause.getMessage(), cause);
    }
    return TraceException.analyzer("analyzer " + name + " can't be created: " + cause, cause);
  }

  static TraceException fatal(final String name, final AnalyzerFailure failure) {
    final String advice =
        failure.cause() instanceof OutOfMemoryError
            ? "; give Java more memory with -Xmx, or the analyzer less to remember"
            : "";
    return TraceException.analyzer(
        "analyzer "
            + name
            + " stopped the run in "
            + failure.phase()
            + " at record "
            + failure.ordinal()
            + ": "
            + failure.cause()
            + advice,
        failure.cause());
  }
}
