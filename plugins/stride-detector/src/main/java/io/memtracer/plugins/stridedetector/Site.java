package io.memtracer.plugins.stridedetector;

/**
 * An entry for an instruction on one vCPU: its {@link Prediction}, and the two strides that it
 * takes most, found in one pass with fixed memory: J. Misra and D. Gries, "Finding repeated
 * elements", Science of Computer Programming 2(2), 1982, with k = 3.
 *
 * <p>A stride that a third of the accesses don't follow can't push out one that more than a third
 * follow. Beside its votes, which others take away, each candidate has hits: accesses that followed
 * it since it became a candidate. So hits never exceed the truth, and they are the truth if the
 * stride was a candidate from its first access on, as it is with one or two strides.
 *
 * <p>Who takes a vote away takes one from both. So what was taken is counted once for both, and a
 * candidate's score tells two things, so that each stride changes one number only: less what was
 * taken so far, its votes; less its base, its hits.
 *
 * <p>To begin with, both candidates are the stride 0 without a vote, so that none needs to be asked
 * whether it is one. Fields rather than arrays: access to them needs no check.
 */
final class Site extends Prediction {

  private long firstStride;
  private long firstScore;
  private long secondStride;
  private long secondScore;
  private long taken;
  private long seen;
  private long restarts;
  private long firstBase;

  /** Gaps of its vCPU when it was taken up last. */
  long gaps;

  private long secondBase;

  /** Of which program it is an instruction; 0 for the kernel's, or if that isn't known. */
  final int program;

  Site(final long word, final int program, final long address, final StrideHistogram strides) {
    super(word, address, strides);
    this.program = program;
  }

  /** The same with a histogram of its own, that can be booked without changing this. */
  Site copy(final StrideHistogram otherStrides) {
    final Site copy = new Site(word, program, last, otherStrides);
    copy.stride = stride;
    copy.right = right;
    copy.state = state;
    copy.firstStride = firstStride;
    copy.firstScore = firstScore;
    copy.firstBase = firstBase;
    copy.secondStride = secondStride;
    copy.secondScore = secondScore;
    copy.secondBase = secondBase;
    copy.taken = taken;
    copy.seen = seen;
    copy.restarts = restarts;
    copy.gaps = gaps;
    return copy;
  }

  boolean isOf(final long otherWord, final int otherProgram) {
    return word == otherWord && program == otherProgram;
  }

  /** The instruction took a stride {@code times} times. */
  void observe(final long next, final long times) {
    seen += times;
    if (firstStride == next) {
      firstScore += times;
    } else if (secondStride == next) {
      secondScore += times;
    } else {
      final long lost = Math.min(times, Math.min(firstScore, secondScore) - taken);
      taken += lost;
      if (lost < times) {
        replace(next, taken - lost, times);
      }
    }
  }

  /** The same for once, which is what irregular instructions do all the time. */
  void observeOnce(final long next) {
    seen++;
    if (firstStride == next) {
      firstScore++;
    } else if (secondStride == next) {
      secondScore++;
    } else if (firstScore != taken && secondScore != taken) {
      taken++;
    } else {
      replace(next, taken, 1);
    }
  }

  /**
   * Puts a stride in the place of a candidate without votes, if both are, of that with less hits.
   */
  private void replace(final long next, final long base, final long hits) {
    if (firstScore == taken && (secondScore != taken || firstHits() <= secondHits())) {
      firstStride = next;
      firstBase = base;
      firstScore = base + hits;
    } else {
      secondStride = next;
      secondBase = base;
      secondScore = base + hits;
    }
  }

  long firstStride() {
    return firstStride;
  }

  long firstHits() {
    return firstScore - firstBase;
  }

  long secondStride() {
    return secondStride;
  }

  long secondHits() {
    return secondScore - secondBase;
  }

  /** How many strides there were, without those that are not booked yet. */
  long seen() {
    return seen;
  }

  /** Takes an access whose stride nobody knows, since accesses before it are missing. */
  void restart(final long address, final long gapsSoFar) {
    last = address;
    gaps = gapsSoFar;
    restarts++;
  }

  /** How many accesses there were: each has a stride, but the first and those behind a gap. */
  long accesses() {
    return seen + right + restarts + 1;
  }
}
