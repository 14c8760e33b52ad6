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
 * <p>To begin with, both candidates are the stride 0 without a vote, so that none needs to be asked
 * whether it is one. Fields rather than arrays: access to them needs no check.
 */
final class Site extends Prediction {

  private long firstStride;
  private long firstHits;
  private long firstVotes;
  private long secondStride;
  private long secondHits;
  private long secondVotes;
  private long seen;

  Site(final long word, final long address, final StrideHistogram strides) {
    super(word, address, strides);
  }

  /** The instruction took a stride {@code times} times. */
  void observe(final long taken, final long times) {
    seen += times;
    if (firstStride == taken) {
      firstHits += times;
      firstVotes += times;
    } else if (secondStride == taken) {
      secondHits += times;
      secondVotes += times;
    } else {
      challenge(taken, times);
    }
  }

  /** The same for once, which is what irregular instructions do all the time. */
  void observeOnce(final long taken) {
    seen++;
    final long votes0 = firstVotes;
    final long votes1 = secondVotes;
    if (firstStride == taken) {
      firstHits++;
      firstVotes = votes0 + 1;
    } else if (secondStride == taken) {
      secondHits++;
      secondVotes = votes1 + 1;
    } else if (votes0 != 0 && votes1 != 0) {
      firstVotes = votes0 - 1;
      secondVotes = votes1 - 1;
    } else if (votes0 == 0 && (votes1 != 0 || firstHits <= secondHits)) {
      firstStride = taken;
      firstHits = 1;
      firstVotes = 1;
    } else {
      secondStride = taken;
      secondHits = 1;
      secondVotes = 1;
    }
  }

  private void challenge(final long taken, final long times) {
    final long lost = Math.min(times, Math.min(firstVotes, secondVotes));
    firstVotes -= lost;
    secondVotes -= lost;
    if (times == lost) {
      return;
    }
    if (firstVotes == 0 && (secondVotes != 0 || firstHits <= secondHits)) {
      firstStride = taken;
      firstHits = times;
      firstVotes = times - lost;
    } else {
      secondStride = taken;
      secondHits = times;
      secondVotes = times - lost;
    }
  }

  long firstStride() {
    return firstStride;
  }

  long firstHits() {
    return firstHits;
  }

  long secondStride() {
    return secondStride;
  }

  long secondHits() {
    return secondHits;
  }

  /** How many strides there were. */
  long seen() {
    return seen;
  }
}
