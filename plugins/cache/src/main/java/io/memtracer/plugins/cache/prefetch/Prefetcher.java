package io.memtracer.plugins.cache.prefetch;

/** Guesses which line of a cache is asked for next. */
public interface Prefetcher {

  /** Behind the end of a page may be anything, so nothing is guessed across it. */
  int PAGE_LOG2 = 12;

  /**
   * A line was asked for that wouldn't be there without this.
   *
   * @param line its number
   * @return the line that should be there, too; the same one if there is no guess
   */
  long after(long line);

  /**
   * The line that follows.
   *
   * @param lineShift the logarithm of the bytes in a line
   */
  static Prefetcher nextLine(final int lineShift) {
    return line -> withinPage(line, line + 1, lineShift);
  }

  /** A guess, or the same line if that is on another page. */
  static long withinPage(final long line, final long guess, final int lineShift) {
    return (line ^ guess) >>> (PAGE_LOG2 - lineShift) == 0 ? guess : line;
  }
}
