package io.memtracer.host.session.workload;

import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What an unwrapped workload says in between its other output: its info, that it is ready to be
 * traced, and that tracing is to stop. Each marker counts in its turn only, may share its line with
 * other text, and arrives in pieces of any size, on either stream.
 *
 * <p>Output is the guest's: however much it is, what is kept of it is bounded. Thread-safe.
 */
final class Announcements {

  static final String BEGIN_INFO = "-----begin workload info-----";
  static final String END_INFO = "-----end workload info-----";
  static final String READY = "Ready to trace. Press enter to continue";
  static final String STOP = "Stop tracing";

  /** What the predecessor could take. */
  static final int MAX_INFO_BYTES = 1_000_000;

  private enum Awaiting {
    INFO(BEGIN_INFO),
    END_OF_INFO(END_INFO),
    READINESS(READY),
    STOPPING(STOP),
    NOTHING("");

    private final String marker;

    Awaiting(final String marker) {
      this.marker = marker;
    }
  }

  private final MarkerMatcher begin = new MarkerMatcher(BEGIN_INFO);
  private final MarkerMatcher end = new MarkerMatcher(END_INFO);
  private final MarkerMatcher ready = new MarkerMatcher(READY);
  private final MarkerMatcher stop = new MarkerMatcher(STOP);
  private final ByteArrayOutputStream info = new ByteArrayOutputStream();
  private final CompletableFuture<String> readiness = new CompletableFuture<>();
  private final CompletableFuture<Void> stopping = new CompletableFuture<>();
  private Awaiting awaiting = Awaiting.INFO;
  private String text = "";

  /** Looks through output; the buffer is left as it is. */
  synchronized void accept(final ByteBuffer output) {
    for (int i = output.position(); i < output.limit() && awaiting != Awaiting.NOTHING; i++) {
      accept(output.get(i));
    }
  }

  private void accept(final byte next) {
    switch (awaiting) {
      case INFO -> {
        if (begin.accept(next)) {
          awaiting = Awaiting.END_OF_INFO;
        } else {
          acceptReadiness(next);
        }
      }
      case END_OF_INFO -> acceptInfo(next);
      case READINESS -> acceptReadiness(next);
      case STOPPING -> {
        if (stop.accept(next)) {
          awaiting = Awaiting.NOTHING;
          stopping.complete(null);
        }
      }
      case NOTHING -> {}
    }
  }

  private void acceptInfo(final byte next) {
    info.write(next);
    if (end.accept(next)) {
      final byte[] bytes = info.toByteArray();
      try {
        text = WorkloadInfo.text(bytes, bytes.length - end.length());
        awaiting = Awaiting.READINESS;
      } catch (TraceException e) {
        refuse(e);
      }
    } else if (info.size() > MAX_INFO_BYTES + end.length()) {
      refuse(
          TraceException.user(
              "the workload's info may be %d bytes, but %d came after '%s' without '%s'"
                  .formatted(MAX_INFO_BYTES, info.size(), BEGIN_INFO, END_INFO)));
    }
  }

  private void acceptReadiness(final byte next) {
    if (ready.accept(next)) {
      awaiting = Awaiting.STOPPING;
      readiness.complete(text);
    }
  }

  private void refuse(final TraceException why) {
    awaiting = Awaiting.NOTHING;
    info.reset();
    readiness.completeExceptionally(why);
  }

  /** Does something when the workload says that tracing is to stop; at once if it has. */
  void onStop(final Runnable action) {
    final Object unused = stopping.thenRun(action);
  }

  /**
   * Waits until the workload is ready to be traced.
   *
   * @param exit how it ended, if it does
   * @return its info, trimmed
   * @throws TraceException user error if it ends before, isn't ready in time, or its info is no
   *     text or too long; what {@code exit} failed with, if it does
   */
  String awaitReady(final CompletableFuture<WorkloadExit> exit, final Duration patience) {
    try {
      CompletableFuture.anyOf(readiness, exit).get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (readiness.isDone()) {
        return readiness.get();
      }
      throw TraceException.user(
          "the workload %s before it printed '%s': an unwrapped workload must"
              .formatted(describe(exit.get()), awaited()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : TraceException.guest("the workload can't be watched: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw TraceException.user(
          "the workload did not print '%s' within %.1f s"
              .formatted(awaited(), patience.toMillis() / 1000.0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.guest("interrupted while the workload was to get ready", e);
    }
  }

  private synchronized String awaited() {
    return awaiting.marker;
  }

  private static String describe(final WorkloadExit exit) {
    return exit.how() == WorkloadExit.How.SIGNALLED
        ? "was killed by signal " + exit.code()
        : "ended with status " + exit.code();
  }
}
