package io.memtracer.plugins.stridedetector;

/**
 * The two strides that an instruction takes most, found in one pass with fixed memory: J. Misra and
 * D. Gries, "Finding repeated elements", Science of Computer Programming 2(2), 1982, with k = 3.
 *
 * <p>A stride that a third of the accesses don't follow can't push out one that more than a third
 * follow. Beside its votes, which others take away, each candidate has hits: accesses that followed
 * it since it became a candidate. So hits never exceed the truth, and they are the truth if the
 * stride was a candidate from its first access on, as it is with one or two strides.
 *
 * <p>A candidate set is {@value #LENGTH} longs at a base index of a shared array.
 */
final class Candidates {

  /** Longs for one instruction: twice stride, hits, votes; then the number of strides seen. */
  static final int LENGTH = 8;

  private static final int HITS = 1;
  private static final int VOTES = 2;
  private static final int SECOND = 3;
  private static final int SEEN = 6;

  private Candidates() {}

  /** An instruction took a stride {@code times} times. */
  static void observe(final long[] cells, final int base, final long stride, final long times) {
    cells[base + SEEN] += times;
    final int second = base + SECOND;
    if (cells[base] == stride && cells[base + HITS] != 0) {
      vote(cells, base, times);
    } else if (cells[second] == stride && cells[second + HITS] != 0) {
      vote(cells, second, times);
    } else {
      challenge(cells, base, stride, times);
    }
  }

  private static void vote(final long[] cells, final int candidate, final long times) {
    cells[candidate + HITS] += times;
    cells[candidate + VOTES] += times;
  }

  private static void challenge(
      final long[] cells, final int base, final long stride, final long times) {
    final int second = base + SECOND;
    final long taken = Math.min(times, Math.min(cells[base + VOTES], cells[second + VOTES]));
    cells[base + VOTES] -= taken;
    cells[second + VOTES] -= taken;
    final int loser =
        cells[base + VOTES] == 0
                && (cells[second + VOTES] != 0 || cells[base + HITS] <= cells[second + HITS])
            ? base
            : second;
    if (times > taken) {
      cells[loser] = stride;
      cells[loser + HITS] = times;
      cells[loser + VOTES] = times - taken;
    }
  }

  static long stride(final long[] cells, final int base, final int which) {
    return cells[base + which * SECOND];
  }

  static long hits(final long[] cells, final int base, final int which) {
    return cells[base + which * SECOND + HITS];
  }

  static long seen(final long[] cells, final int base) {
    return cells[base + SEEN];
  }
}
