package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Source;

/** Takes words of records, which are to be valid and of no vCPU: whose they are, marks say. */
final class SiteWords {

  private static final long VCPU_MASK = 0xff00;

  private SiteWords() {}

  /**
   * Takes those of all sites of a chunk.
   *
   * @param into has room for as many as there may be
   * @return how many there are
   */
  static int read(final Source words, final long[] into) {
    final int count = words.left() / Long.BYTES;
    if (words.left() % Long.BYTES != 0 || count > Layout.CHUNK_SITES) {
      throw new DamagedException("%d bytes are no words of sites".formatted(words.left()));
    }
    for (int i = 0; i < count; i++) {
      into[i] = take(words);
    }
    return count;
  }

  /** Takes one. */
  static long take(final Source words) {
    final long word = words.takeLong();
    if (word >= 0 || (word & VCPU_MASK) != 0) {
      throw new DamagedException("the word of a record can't be %016x".formatted(word));
    }
    return word;
  }
}
