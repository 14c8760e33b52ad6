package io.memtracer.plugins.external;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a tool prints, on a thread of its own, so that printing never holds the tool up. Finds
 * the protocol's markers and keeps the analysis between them, up to a limit, and the last words. Of
 * anything else it keeps only the count.
 *
 * <p>Markers count in their turn only: a begin marker before the signal is other text.
 */
final class ToolOutput {

  private static final int LAST_WORDS_BYTES = 1000;
  private static final int READ_BYTES = 1 << 16;

  private enum Awaiting {
    READY,
    SIGNAL,
    BEGIN,
    END,
    NOTHING
  }

  private final InputStream stream;
  private final MarkerMatcher ready = new MarkerMatcher(ToolProtocol.READY);
  private final MarkerMatcher begin = new MarkerMatcher(ToolProtocol.BEGIN);
  private final MarkerMatcher end = new MarkerMatcher(ToolProtocol.END);
  private final LastWords lastWords = new LastWords(LAST_WORDS_BYTES);
  private final BoundedBytes analysis;
  private final int maxAnalysisBytes;
  private Awaiting awaiting = Awaiting.READY;
  private boolean closed;

  ToolOutput(final InputStream stream, final int maxAnalysisBytes) {
    this.stream = stream;
    this.maxAnalysisBytes = maxAnalysisBytes;
    analysis = new BoundedBytes(maxAnalysisBytes + ToolProtocol.END.length());
  }

  /** Reads to the end of the stream. */
  void run() {
    final byte[] bytes = new byte[READ_BYTES];
    try (stream) {
      for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
        accept(bytes, count);
      }
    } catch (IOException e) {
      // The stream is closed under us when the tool is ended: nobody waits for more.
    } finally {
      close();
    }
  }

  /** Waits for the ready marker, the end of the stream, or the time to be over; true if ready. */
  synchronized boolean awaitReady(final long nanos) throws InterruptedException {
    return await(Awaiting.SIGNAL, nanos);
  }

  /** From now on a begin marker counts. */
  synchronized void expectAnalysis() {
    awaiting = Awaiting.BEGIN;
  }

  /** Waits for the end marker, the end of the stream, or the time to be over; true if complete. */
  synchronized boolean awaitAnalysis(final long nanos) throws InterruptedException {
    return await(Awaiting.NOTHING, nanos);
  }

  /** Waits for the end of the stream, or the time to be over. */
  synchronized void awaitClosed(final long nanos) throws InterruptedException {
    final long deadline = System.nanoTime() + nanos;
    for (long left = nanos; !closed && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Whether the tool closed it; no more will come. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Whether the begin marker came. */
  synchronized boolean analysisBegan() {
    return awaiting == Awaiting.END || awaiting == Awaiting.NOTHING;
  }

  /** All that was printed so far, in bytes. */
  synchronized long totalBytes() {
    return lastWords.total();
  }

  /** What was printed last. */
  synchronized String lastWords() {
    return lastWords.text();
  }

  /** The analysis, or as much of it as was to be kept, trimmed. */
  synchronized String analysis() {
    return analysis.text(maxAnalysisBytes).strip();
  }

  /** How much of the analysis was not kept, in bytes. */
  synchronized long analysisBytesCut() {
    return Math.max(0, analysis.total() - maxAnalysisBytes);
  }

  private boolean await(final Awaiting next, final long nanos) throws InterruptedException {
    final long deadline = System.nanoTime() + nanos;
    for (long left = nanos; !closed && left > 0; left = deadline - System.nanoTime()) {
      if (awaiting.compareTo(next) >= 0) {
        return true;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return awaiting.compareTo(next) >= 0;
  }

  private synchronized void accept(final byte[] bytes, final int count) {
    final Awaiting before = awaiting;
    for (int i = 0; i < count; i++) {
      lastWords.add(bytes[i]);
      accept(bytes[i]);
    }
    if (awaiting != before) {
      notifyAll();
    }
  }

  private void accept(final byte next) {
    switch (awaiting) {
      case READY -> {
        if (ready.accept(next)) {
          awaiting = Awaiting.SIGNAL;
        }
      }
      case BEGIN -> {
        if (begin.accept(next)) {
          awaiting = Awaiting.END;
        }
      }
      case END -> {
        analysis.add(next);
        if (end.accept(next)) {
          analysis.drop(end.length());
          awaiting = Awaiting.NOTHING;
        }
      }
      case SIGNAL, NOTHING -> {}
    }
  }

  private synchronized void close() {
    closed = true;
    notifyAll();
  }
}
