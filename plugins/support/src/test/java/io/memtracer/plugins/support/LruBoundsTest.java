package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.testkit.SeededRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is called certain is so, whatever was there before and whichever doubtful uses are made. */
@ExtendWith(SeededRandom.class)
class LruBoundsTest {

  private static final int TAGS = 12;
  private static final int USES = 300;

  /** A set in which something was before, told of all uses that are made. */
  private static final class Truth {

    private final int ways;
    private final List<Long> tags = new ArrayList<>();

    Truth(final Random random, final int ways) {
      this.ways = ways;
      for (int i = 0; i < 2 * ways; i++) {
        use(1 + random.nextInt(2 * TAGS));
      }
    }

    boolean use(final long tag) {
      final boolean wasThere = tags.remove(tag);
      tags.add(0, tag);
      if (tags.size() > ways) {
        tags.remove(ways);
      }
      return wasThere;
    }
  }

  @RepeatedTest(200)
  void isNeverWrong(final Random random) {
    final int ways = 1 + random.nextInt(5);
    final LruBounds bounds = new LruBounds(1, ways);
    final Truth truth = new Truth(random, ways);
    final int doubtful = random.nextInt(100);
    for (int i = 0; i < USES; i++) {
      final long tag = 1L + random.nextInt(TAGS);
      final boolean isCertain = random.nextInt(100) >= doubtful;
      if (random.nextInt(40) == 0) {
        final long gone = 1L + random.nextInt(TAGS);
        bounds.forget(found -> found == gone);
        truth.tags.remove(gone);
      }
      final boolean wasThere = truth.tags.contains(tag);
      final LruBounds.Answer wrong = wasThere ? LruBounds.Answer.MISS : LruBounds.Answer.HIT;
      final List<Long> before = List.copyOf(truth.tags);
      assertNotEquals(wrong, bounds.use(0, tag, isCertain), before::toString);
      if (isCertain || random.nextBoolean()) {
        truth.use(tag);
        if (bounds.isEvictedCertain() && !wasThere) {
          assertTrue(before.contains(bounds.evicted()) && !truth.tags.contains(bounds.evicted()));
        }
      }
    }
  }

  /** If no use is doubtful, nothing is once the set is full. */
  @RepeatedTest(20)
  void knowsAllOfAFullSet(final Random random) {
    final LruBounds bounds = new LruBounds(1, 4);
    final Truth truth = new Truth(random, 4);
    final Map<LruBounds.Answer, Integer> answers = new EnumMap<>(LruBounds.Answer.class);
    for (int i = 0; i < USES; i++) {
      final long tag = 1L + random.nextInt(TAGS);
      final LruBounds.Answer answer = bounds.use(0, tag, true);
      final boolean wasThere = truth.use(tag);
      answers.merge(answer, 1, Integer::sum);
      if (answer != LruBounds.Answer.UNKNOWN) {
        assertEquals(wasThere, answer == LruBounds.Answer.HIT);
      }
    }
    // The first uses of those that fill it.
    assertEquals(4, answers.get(LruBounds.Answer.UNKNOWN));
  }

  @Test
  void keepsWhatIsSaidOfTags() {
    final LruBounds bounds = new LruBounds(1, 2);
    bounds.use(0, 1, true);
    bounds.mark((byte) 7);
    bounds.use(0, 2, true);
    assertEquals(0, bounds.mark());
    bounds.use(0, 1, true);
    assertEquals(7, bounds.mark());
    bounds.use(0, 3, true);
    assertEquals(2, bounds.evicted());
    assertEquals(0, bounds.evictedMark());
    bounds.use(0, 4, true);
    assertEquals(1, bounds.evicted());
    assertEquals(7, bounds.evictedMark());
    bounds.clear();
    assertEquals(LruBounds.Answer.UNKNOWN, bounds.use(0, 4, true));
  }
}
