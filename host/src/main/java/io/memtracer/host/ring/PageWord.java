package io.memtracer.host.ring;

/** A word among site records that tells where a page is, as docs/wire-formats.md lays it out. */
final class PageWord {

  /** The word itself, where the virtual page begins, and where the physical one does. */
  static final int WORDS = 3;

  /** Kind 9, of no row. */
  private static final long PAGE = 9L << 48 | SiteTable.ESCAPE;

  private PageWord() {}

  /** Whether it is one. */
  static boolean isOne(final long word) {
    return word == PAGE;
  }
}
