package io.memtracer.host.cli.terminal;

import java.io.PrintStream;

/**
 * A line on a terminal that rewrites itself, with another one below if there is more to say, and
 * makes way for what others print. Where there is no terminal, only plain lines come.
 *
 * <p>Not thread-safe.
 */
final class StatusLine {

  private static final String CLEAR = "\r\u001b[K";
  private static final String UP = "\u001b[A";
  private static final int MIN_COLUMNS = 20;

  private final PrintStream status;
  private final int columns;

  private String line = "";
  private String below = "";
  private int shownLines;
  private boolean midLine;
  private boolean screenUsed;
  private String lineEnd = System.lineSeparator();

  /**
   * A line that isn't shown yet.
   *
   * @param columns width of the terminal; 0 if there is none
   */
  StatusLine(final PrintStream status, final int columns) {
    this.status = status;
    this.columns = columns == 0 ? 0 : Math.max(MIN_COLUMNS, columns);
  }

  /** Whether a line can rewrite itself. */
  boolean isPossible() {
    return columns > 0;
  }

  /** Prints a line that stays. */
  void tell(final String text) {
    status.print("memtracer: " + text + lineEnd);
    status.flush();
  }

  /** Writes the line anew. */
  void show(final String text) {
    line = text;
    redraw();
  }

  /** What is below the line, from the next time that it is written. */
  void showBelow(final String text) {
    below = text;
  }

  /** Somebody else has printed something, and is in the middle of a line or not. */
  void printed(final boolean inMiddleOfLine) {
    midLine = inMiddleOfLine;
  }

  /** The terminal's screen is somebody else's now. */
  void screenUsed() {
    screenUsed = true;
  }

  /** While the terminal is lent, it needs to be told to begin a line at its left. */
  void lent(final boolean lent) {
    lineEnd = lent ? "\r\n" : System.lineSeparator();
    screenUsed = false;
  }

  /**
   * Not in the middle of a line the workload has begun, nor on a screen that is the workload's: it
   * would be overwritten.
   */
  private void redraw() {
    if (midLine || screenUsed) {
      return;
    }
    if (shownLines > 1) {
      clear();
    }
    status.print(CLEAR + cut(line));
    if (!below.isEmpty()) {
      status.print(lineEnd + CLEAR + cut(below));
    }
    status.flush();
    shownLines = below.isEmpty() ? 1 : 2;
  }

  private String cut(final String text) {
    return text.length() < columns ? text : text.substring(0, columns - 1);
  }

  /** Takes it away until it is written anew. */
  void clear() {
    for (int left = shownLines; left > 0; left--) {
      status.print(left > 1 ? CLEAR + UP : CLEAR);
    }
    if (shownLines > 0) {
      status.flush();
      shownLines = 0;
    }
  }
}
