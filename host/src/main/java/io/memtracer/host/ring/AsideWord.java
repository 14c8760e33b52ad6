package io.memtracer.host.ring;

/**
 * A word among site records that says something of a row of a table, as docs/wire-formats.md lays
 * it out.
 */
final class AsideWord {

  private static final int ROW_SHIFT = 16;
  private static final int KIND_SHIFT = 48;
  private static final int KIND_MASK = 0x7fff;

  private AsideWord() {}

  /** The row that it is about. */
  static int row(final long word) {
    return (int) (word >>> ROW_SHIFT);
  }

  /** What it says; this also tells which table has the row. */
  static int kind(final long word) {
    return (int) (word >>> KIND_SHIFT) & KIND_MASK;
  }
}
