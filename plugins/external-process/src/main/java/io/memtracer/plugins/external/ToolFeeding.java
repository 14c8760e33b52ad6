package io.memtracer.plugins.external;

import io.memtracer.api.RecordBatch;

/** The stage in which a tool is given records by us. */
final class ToolFeeding {

  private final ToolProcess tool;
  private final ToolOptions options;
  private final ToolFailures failures;
  private final RecordFeed feed;

  ToolFeeding(
      final TraceFifo fifo,
      final ToolProcess tool,
      final ToolOptions options,
      final ToolFailures failures,
      final boolean mayDrop) {
    this.tool = tool;
    this.options = options;
    this.failures = failures;
    feed = new RecordFeed(fifo, mayDrop, this::checkWorthWaiting);
  }

  /** Gives it records. */
  void put(final RecordBatch batch) {
    failures.guard(
        () -> {
          if (!feed.put(batch)) {
            throw failures.closedFifo(feed.written());
          }
        });
  }

  /** Records its FIFO took. */
  long written() {
    return feed.written();
  }

  /** Records that were dropped. */
  long lost() {
    return feed.lost();
  }

  /** While the FIFO is full. */
  private void checkWorthWaiting(final long waitedNanos) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw failures.failure("interrupted");
    }
    if (!tool.isAlive()) {
      throw failures.gone("");
    }
    if (waitedNanos > options.readTimeoutNanos()) {
      throw failures.stoppedReading();
    }
  }
}
