package io.memtracer.plugins.external;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a tool has consumed every record of a trace that is complete.
 *
 * <p>An empty FIFO is not enough: the tool may still work on what it took out. The sign is an empty
 * FIFO and, after that, all threads asleep, one of them in a read of the FIFO, and none that ran
 * between two looks. Where the sign can't be had, the FIFO must have been empty for a grace time:
 * for tools that poll or read without waiting and have come back to read since it was empty, for
 * those with other threads that never rest, and for those that the system tells nothing about. A
 * tool that simply works, or sleeps for a set time, is waited for.
 */
final class Consumption {

  /** One read may have been under way when the FIFO was found empty. The next one was not. */
  private static final int READS_TO_COME_BACK = 2;

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How the waiting ended. */
  enum Outcome {
    /** Every record was consumed. */
    CONSUMED,
    /** The tool ended. */
    DIED,
    /** Nobody has the FIFO open, and there are records in it. */
    CLOSED,
    /** The tool left records unread for too long. */
    STUCK
  }

  private final TraceFifo fifo;
  private final ToolProcess tool;
  private final ToolOptions options;
  private int unread = Integer.MAX_VALUE;
  private long progressAt;
  private long quietSince;
  private long readCallsWhenEmpty = -1;

  Consumption(final TraceFifo fifo, final ToolProcess tool, final ToolOptions options) {
    this.fifo = fifo;
    this.tool = tool;
    this.options = options;
  }

  Outcome await() throws IOException, InterruptedException {
    progressAt = System.nanoTime();
    quietSince = progressAt;
    long pause = FIRST_PAUSE_NANOS;
    do {
      noteProgress();
      if (!fifo.hasReader()) {
        return withoutReader();
      }
      if (unread == 0 && isConsumed()) {
        return Outcome.CONSUMED;
      }
      if (System.nanoTime() - progressAt > options.readTimeoutNanos()) {
        return Outcome.STUCK;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
    } while (!tool.awaitExit(pause));
    return Outcome.DIED;
  }

  private void noteProgress() throws IOException {
    final int now = fifo.unreadBytes();
    if (now != unread) {
      unread = now;
      progressAt = System.nanoTime();
      quietSince = progressAt;
    }
  }

  /** A tool that has read everything and closed the FIFO knows what it does. */
  private Outcome withoutReader() throws InterruptedException {
    if (tool.awaitSettled()) {
      return Outcome.DIED;
    }
    return unread == 0 ? Outcome.CONSUMED : Outcome.CLOSED;
  }

  private boolean isConsumed() {
    final ToolThreads threads = ToolThreads.look(tool.family(), fifo.key());
    if (readCallsWhenEmpty < 0) {
      readCallsWhenEmpty = threads.readCalls();
    }
    switch (threads.doing()) {
      case READING -> {
        if (ToolThreads.look(tool.family(), fifo.key()).isUnchangedSince(threads)) {
          return true;
        }
      }
      case WORKING -> {
        if (threads.readCalls() < readCallsWhenEmpty + READS_TO_COME_BACK) {
          quietSince = System.nanoTime();
        }
      }
      case READING_AND_RUNNING, WAITING, UNKNOWN -> {}
    }
    return System.nanoTime() - quietSince > options.graceNanos();
  }
}
