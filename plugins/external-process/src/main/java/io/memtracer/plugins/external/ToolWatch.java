package io.memtracer.plugins.external;

/** The stage in which somebody else writes a tool's records: we see to it that it reads them. */
final class ToolWatch {

  private final TraceFifo fifo;
  private final ToolProcess tool;
  private final ToolOptions options;
  private final ToolFailures failures;
  private long written = -1;
  private int unread = -1;
  private long progressAt;

  ToolWatch(
      final TraceFifo fifo,
      final ToolProcess tool,
      final ToolOptions options,
      final ToolFailures failures) {
    this.fifo = fifo;
    this.tool = tool;
    this.options = options;
    this.failures = failures;
  }

  /**
   * Looks whether it still reads.
   *
   * @param recordsWritten how many the FIFO took so far
   * @param refused whether somebody could not write because nobody had it open for reading
   */
  void look(final long recordsWritten, final boolean refused) {
    failures.guard(
        () -> {
          if (!tool.isAlive()) {
            throw failures.gone("");
          }
          // One that closes it after the last record knows what it does.
          if (refused || (!fifo.hasReader() && fifo.unreadBytes() > 0)) {
            throw failures.closedFifo(recordsWritten);
          }
          final int now = fifo.unreadBytes();
          if (recordsWritten != written || now != unread || fifo.awaitRoom(0)) {
            written = recordsWritten;
            unread = now;
            progressAt = System.nanoTime();
          }
          if (System.nanoTime() - progressAt > options.readTimeoutNanos()) {
            throw failures.stoppedReading();
          }
        });
  }
}
