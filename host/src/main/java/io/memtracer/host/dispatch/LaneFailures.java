package io.memtracer.host.dispatch;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;

/** Words for analyzers that fail. */
final class LaneFailures {

  private LaneFailures() {}

  /** An option that the factory doesn't take is the user's to mend. */
  static TraceException refused(final String name, final InvalidOptionException cause) {
    return new TraceException(
        ErrorCategory.USER, "analyzer " + name + ": " + cause.getMessage(), cause);
  }

  static TraceException notCreated(final String name, final Throwable cause) {
    return cause instanceof InvalidOptionException invalid
        ? refused(name, invalid)
        : TraceException.analyzer("analyzer " + name + " can't be created: " + cause, cause);
  }
}
