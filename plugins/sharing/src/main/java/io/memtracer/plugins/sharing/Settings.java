package io.memtracer.plugins.sharing;

/**
 * The options.
 *
 * @param by who shares
 * @param window accesses of all that count as at a time
 * @param lineBytes bytes in a line, at least {@link #PARTS}
 * @param top lines listed
 * @param limit lines of which is known who they are at most
 */
record Settings(Owners.By by, long window, int lineBytes, int top, int limit) {

  /** log2 of {@link #PARTS}. */
  static final int PARTS_LOG2 = 6;

  /** Parts of a line that are told apart: bytes, if it has 64. */
  static final int PARTS = 1 << PARTS_LOG2;
}
