package io.memtracer.plugins.hotspots;

/**
 * The options.
 *
 * @param lineBytes bytes in a line
 * @param pageBytes bytes in a page, at least those of a line
 * @param top rows in each table
 * @param limit lines that are counted exactly at most; 0: all
 * @param sketch entries for the others
 * @param table instructions counted apart at most; 0: all
 * @param sampleLines share of the lines that are counted
 */
record Shape(
    int lineBytes, long pageBytes, int top, int limit, int sketch, int table, double sampleLines) {

  /** Whether everything is counted exactly, whatever memory that takes. */
  boolean countsAll() {
    return limit == 0 && table == 0;
  }

  /** Whether lines are left out. */
  boolean isOfSomeLines() {
    return sampleLines < 1;
  }
}
