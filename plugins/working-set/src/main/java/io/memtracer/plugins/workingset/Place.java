package io.memtracer.plugins.workingset;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Where an analyzer is in the trace, in windows that are cut by the whole trace's ordinals. */
final class Place {

  private final long window;
  private boolean started;
  private boolean beganInside;
  private long firstWindow;
  private long number;
  private long inWindow;

  Place(final long window) {
    this.window = window;
  }

  /** Whether there was a record. */
  boolean isStarted() {
    return started;
  }

  void start(final long ordinal) {
    started = true;
    firstWindow = ordinal / window;
    number = firstWindow;
    inWindow = ordinal % window;
    beganInside = inWindow > 0;
  }

  /** Records until the window ends. */
  long left() {
    return window - inWindow;
  }

  /** Records since the window's beginning. */
  long inWindow() {
    return inWindow;
  }

  /** Goes on, at most to the end of the window. */
  boolean endsAfter(final long records) {
    inWindow += records;
    return inWindow == window;
  }

  /** Where it is, as an ordinal. */
  long position() {
    return number * window + inWindow;
  }

  /** Where the window that is open ends. */
  long end() {
    return (number + 1) * window;
  }

  void nextWindow() {
    number++;
    inWindow = 0;
  }

  /** Whether the part began inside of the first window. */
  boolean beganInside() {
    return beganInside;
  }

  /** Whether the window that is open is one whose beginning belongs to the part before. */
  boolean isInHead() {
    return beganInside && number == firstWindow;
  }

  /** The number of the first window that is the part's own. */
  long firstWhole() {
    return beganInside ? firstWindow + 1 : firstWindow;
  }

  /** Goes on to where another one is, which began here. */
  void join(final Place next) {
    if (!started) {
      started = true;
      beganInside = next.beganInside;
      firstWindow = next.firstWindow;
    }
    number = next.number;
    inWindow = next.inWindow;
  }

  void save(final DataOutput out) throws IOException {
    out.writeBoolean(started);
    out.writeBoolean(beganInside);
    out.writeLong(firstWindow);
    out.writeLong(number);
    out.writeLong(inWindow);
  }

  /** Reads a place with windows of the same length. */
  Place read(final DataInput in) throws IOException {
    final Place read = new Place(window);
    read.started = in.readBoolean();
    read.beganInside = in.readBoolean();
    read.firstWindow = in.readLong();
    read.number = in.readLong();
    read.inWindow = in.readLong();
    return read;
  }
}
