package io.memtracer.plugins.cache.prefetch;

import io.memtracer.api.RecordWord;

/** The access that is made, for what looks at more of it than its line. */
public final class CurrentAccess {

  private long word;
  private long address;
  private long line;

  /**
   * An access is made to one line.
   *
   * @param newWord its record's word 0
   * @param newAddress its first byte in the line
   * @param newLine the line's number
   */
  public void is(final long newWord, final long newAddress, final long newLine) {
    word = newWord;
    address = newAddress;
    line = newLine;
  }

  /** The instruction that makes it. */
  long pc() {
    return RecordWord.pc(word);
  }

  /** Its first byte in a line; that of the line, if it was fetched ahead. */
  long addressIn(final long asked, final int lineShift) {
    return asked == line ? address : asked << lineShift;
  }
}
