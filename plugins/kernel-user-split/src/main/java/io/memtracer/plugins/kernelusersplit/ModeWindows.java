package io.memtracer.plugins.kernelusersplit;

import io.memtracer.plugins.support.BoundedSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * User accesses, accesses and mode switches in windows, which are cut by the ordinals of the whole
 * trace. The first window of a part that begins within one is kept apart, for the part before it.
 */
final class ModeWindows {

  /** Lines of the series: user accesses, accesses, mode switches. */
  private static final int LINES = 3;

  private static final int USER = 0;
  private static final int ACCESSES = 1;
  private static final int SWITCHES = 2;

  private final long window;
  private final BoundedSeries series;
  private boolean started;
  private boolean beganInside;
  private long firstWindow;
  private long number;
  private long inWindow;
  private long[] head = new long[LINES];
  private long[] figures = new long[LINES];

  ModeWindows(final long window, final int seriesPoints) {
    this(window, new BoundedSeries(LINES, seriesPoints));
  }

  private ModeWindows(final long window, final BoundedSeries series) {
    this.window = window;
    this.series = series;
  }

  /** Before each batch; the first one says where the part begins. */
  void reach(final long ordinal) {
    if (!started) {
      started = true;
      firstWindow = ordinal / window;
      number = firstWindow;
      inWindow = ordinal % window;
      beganInside = inWindow > 0;
      series.startAt(beganInside ? number + 1 : number);
    }
  }

  /** The number of the window that is open. */
  long number() {
    return number;
  }

  /** How many records there are until it ends. */
  long left() {
    return window - inWindow;
  }

  void addUser(final long accesses) {
    figures[USER] += accesses;
  }

  void addSwitch() {
    figures[SWITCHES]++;
  }

  /** Goes on by some records, at most to the end of the window. */
  void advance(final long records) {
    inWindow += records;
    figures[ACCESSES] += records;
    if (inWindow == window) {
      close();
    }
  }

  private void close() {
    if (isHead(number)) {
      head = figures;
    } else {
      series.add((number + 1) * window, figures);
    }
    number++;
    inWindow = 0;
    figures = new long[LINES];
  }

  private boolean isHead(final long window) {
    return beganInside && window == firstWindow;
  }

  /** A switch in a window that may be over. */
  void addSwitch(final long inNumber) {
    if (inNumber == number) {
      figures[SWITCHES]++;
    } else if (isHead(inNumber)) {
      head[SWITCHES]++;
    } else {
      series.addTo(inNumber, SWITCHES, 1);
    }
  }

  /** Absorbs what came directly behind; that is changed. */
  void append(final ModeWindows next) {
    if (!next.started) {
      return;
    }
    if (!started) {
      started = true;
      beganInside = next.beganInside;
      firstWindow = next.firstWindow;
      head = next.head;
      series.startAt(beganInside ? firstWindow + 1 : firstWindow);
    } else if (next.beganInside) {
      final boolean open = next.number == next.firstWindow;
      final long[] more = open ? next.figures : next.head;
      for (int line = 0; line < LINES; line++) {
        figures[line] += more[line];
      }
      if (open) {
        inWindow = next.inWindow;
        return;
      }
      close();
    }
    series.append(next.series);
    number = next.number;
    inWindow = next.inWindow;
    figures = next.figures;
  }

  /**
   * The series so far, with the window that is open as its last point.
   *
   * @param end position behind the last record
   */
  BoundedSeries series(final long end) {
    final BoundedSeries copy = series.copy();
    if (figures[ACCESSES] > 0) {
      copy.addPartial(end, figures);
    }
    return copy;
  }

  void save(final DataOutput out) throws IOException {
    out.writeBoolean(started);
    out.writeBoolean(beganInside);
    out.writeLong(firstWindow);
    out.writeLong(number);
    out.writeLong(inWindow);
    for (int line = 0; line < LINES; line++) {
      out.writeLong(head[line]);
      out.writeLong(figures[line]);
    }
    series.save(out);
  }

  /** Reads windows of the same length. */
  ModeWindows read(final DataInput in) throws IOException {
    final boolean wasStarted = in.readBoolean();
    final boolean wasBegunInside = in.readBoolean();
    final long[] numbers = {in.readLong(), in.readLong(), in.readLong()};
    final long[] readHead = new long[LINES];
    final long[] readFigures = new long[LINES];
    for (int line = 0; line < LINES; line++) {
      readHead[line] = in.readLong();
      readFigures[line] = in.readLong();
    }
    final ModeWindows read = new ModeWindows(window, series.read(in));
    read.started = wasStarted;
    read.beganInside = wasBegunInside;
    read.firstWindow = numbers[0];
    read.number = numbers[1];
    read.inWindow = numbers[2];
    read.head = readHead;
    read.figures = readFigures;
    return read;
  }
}
