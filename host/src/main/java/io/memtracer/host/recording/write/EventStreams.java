package io.memtracer.host.recording.write;

import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Sink;

/**
 * The three streams of a chunk's records: events, missed sites, residuals.
 *
 * <p>Not thread-safe.
 */
final class EventStreams {

  private static final int RUN_SHIFT = 4;

  /** The most bytes that an event adds to one of its streams, and the runs before it. */
  private static final int EVENT_BYTES = 6;

  private final Sink events = new Sink();
  private final Sink missed = new Sink();
  private final Sink residuals = new Sink();

  /** For the next chunk. */
  void clear() {
    events.clear();
    missed.clear();
    residuals.clear();
  }

  /**
   * Makes room.
   *
   * @param run hits that weren't told yet
   * @param records that may come
   */
  void reserve(final int run, final int records) {
    events.reserve((run + records) / Layout.MAX_RUN + records + 1);
    missed.reserve(records * Short.BYTES);
    residuals.reserve(records * EVENT_BYTES);
  }

  /** Tells of a record of the site that was to come, behind so many hits. */
  void event(final int run, final int code) {
    addEvent(run, code << 1);
  }

  /** The same of a record of another site. */
  void missed(final int run, final int site, final int code) {
    addEvent(run, (code << 1) | 1);
    missed.addShort(site);
  }

  private void addEvent(final int run, final int codeAndMiss) {
    events.addByte((addRuns(run) << RUN_SHIFT) | codeAndMiss);
  }

  private int addRuns(final int run) {
    int rest = run;
    while (rest > Layout.MAX_RUN) {
      events.addByte(Layout.MAX_RUN << RUN_SHIFT);
      rest -= Layout.MAX_RUN;
    }
    return rest;
  }

  /** Adds the low bytes of a residual. */
  void residual(final long value, final int bytes) {
    residuals.addLow(value, bytes);
  }

  /** Adds a record as it is. */
  void literal(final long word, final long address) {
    residuals.putLong(word);
    residuals.putLong(address);
  }

  /** How much there is of what has no bound by the number of records. */
  int residualBytes() {
    return residuals.length();
  }

  /**
   * Appends all of them.
   *
   * @param run hits that weren't told yet
   */
  void finish(final int run, final Sink body) {
    events.reserve(run / Layout.MAX_RUN + 1);
    final int rest = addRuns(run);
    if (rest > 0) {
      events.addByte(rest << RUN_SHIFT);
    }
    body.putSection(events);
    body.putSection(missed);
    body.putSection(residuals);
  }
}
