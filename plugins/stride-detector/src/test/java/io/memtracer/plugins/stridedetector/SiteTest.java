package io.memtracer.plugins.stridedetector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.testkit.SeededRandom;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with votes and hits that are each counted for themselves, one access at a time. */
@ExtendWith(SeededRandom.class)
class SiteTest {

  private static final int FIRST = 0;
  private static final int SECOND = 1;

  private static final class Textbook {
    private final long[] strides = new long[2];
    private final long[] votes = new long[2];
    private final long[] hits = new long[2];

    void observe(final long stride) {
      for (int i = 0; i < 2; i++) {
        if (strides[i] == stride) {
          votes[i]++;
          hits[i]++;
          return;
        }
      }
      if (votes[FIRST] > 0 && votes[SECOND] > 0) {
        votes[FIRST]--;
        votes[SECOND]--;
        return;
      }
      final int loser = loser();
      strides[loser] = stride;
      votes[loser] = 1;
      hits[loser] = 1;
    }

    boolean has(final long stride) {
      return strides[FIRST] == stride || strides[SECOND] == stride;
    }

    private int loser() {
      if (votes[FIRST] > 0) {
        return SECOND;
      }
      return votes[SECOND] > 0 || hits[FIRST] <= hits[SECOND] ? FIRST : SECOND;
    }
  }

  @RepeatedTest(20)
  void agreesWithTheTextbook(final Random random) {
    final Site site = new Site(0, 0, 0, new StrideHistogram());
    final Textbook textbook = new Textbook();
    final int different = 2 + random.nextInt(4);
    for (int i = 1; i <= 2000; i++) {
      final long stride = Math.min(random.nextInt(different), random.nextInt(different));
      site.observeOnce(stride);
      textbook.observe(stride);
      compare(textbook, site, i);
    }
  }

  /** All accesses of a run that outvotes both candidates are hits, not only those left over. */
  @RepeatedTest(20)
  void takesRunsAtOnce(final Random random) {
    final Site site = new Site(0, 0, 0, new StrideHistogram());
    final Textbook textbook = new Textbook();
    long seen = 0;
    for (int i = 0; i < 2000; i++) {
      final long stride = random.nextInt(5);
      final int times = 1 + random.nextInt(9);
      seen += times;
      site.observe(stride, times);
      final boolean wasCandidate = textbook.has(stride);
      for (int k = 0; k < times; k++) {
        textbook.observe(stride);
      }
      if (!wasCandidate && textbook.has(stride)) {
        textbook.hits[textbook.strides[FIRST] == stride ? FIRST : SECOND] = times;
      }
      compare(textbook, site, seen);
    }
  }

  private static void compare(final Textbook textbook, final Site site, final long seen) {
    assertEquals(textbook.strides[FIRST], site.firstStride());
    assertEquals(textbook.strides[SECOND], site.secondStride());
    assertEquals(textbook.hits[FIRST], site.firstHits());
    assertEquals(textbook.hits[SECOND], site.secondHits());
    assertEquals(seen, site.seen());
  }
}
