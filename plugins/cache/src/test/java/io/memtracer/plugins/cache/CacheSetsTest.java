package io.memtracer.plugins.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sequences that textbooks and papers give, in a single set. */
class CacheSetsTest {

  /** Belady, Nelson and Shedler, "An anomaly in space-time characteristics", CACM 12(6), 1969. */
  private static final int[] BELADY = {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5};

  /** Silberschatz, Galvin and Gagne, "Operating System Concepts", chapter on page replacement. */
  private static final int[] SILBERSCHATZ = {
    7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1
  };

  @Test
  void fifoHasBeladysAnomaly() {
    assertEquals(9, misses(Policy.FIFO, 3, BELADY));
    assertEquals(10, misses(Policy.FIFO, 4, BELADY));
    assertEquals(15, misses(Policy.FIFO, 3, SILBERSCHATZ));
  }

  @Test
  void lruHasNot() {
    assertEquals(10, misses(Policy.LRU, 3, BELADY));
    assertEquals(8, misses(Policy.LRU, 4, BELADY));
    assertEquals(12, misses(Policy.LRU, 3, SILBERSCHATZ));
  }

  @Test
  void treePlruPointsAwayFromWhatWasUsed() {
    // After 0 1 2 3 all bits point to 0. Using 0 turns the root to 2 and 3, of which 3 came later:
    // 4 takes the place of 2, where LRU would take that of 1.
    assertEquals("mmmmhmhm", outcome(Policy.PLRU, 4, 0, 1, 2, 3, 0, 4, 1, 2));
    assertEquals("mmmmhmm", outcome(Policy.LRU, 4, 0, 1, 2, 3, 0, 4, 1));
    // With two ways it is LRU.
    assertEquals(misses(Policy.LRU, 2, SILBERSCHATZ), misses(Policy.PLRU, 2, SILBERSCHATZ));
  }

  /** Figure 4 of Jaleel et al.: a scan of b1 to b4 between two uses of a1 and a2. */
  @Test
  void srripOutlivesAScan() {
    final int[] mixed = {1, 2, 2, 1, 11, 12, 13, 14, 1, 2};
    assertEquals("mmhhmmmmhh", outcome(Policy.SRRIP, 4, mixed));
    assertEquals("mmhhmmmmmm", outcome(Policy.LRU, 4, mixed));
  }

  @Test
  void randomKeepsAsMuchAsFits() {
    // A loop over one line more than there are ways: LRU has nothing of it, random most.
    final int[] loop = IntStream.range(0, 90_000).map(i -> i % 9).toArray();
    assertEquals(90_000, misses(Policy.LRU, 8, loop));
    // One of the nine is out. The next miss is d accesses later if the one that goes is the d-th
    // from here, 1 to 8, all alike: 4.5 in the mean, with a variance of 5.25.
    final double sigma = Math.sqrt(90_000 * 5.25 / Math.pow(4.5, 3));
    assertEquals(90_000 / 4.5, (double) misses(Policy.RANDOM, 8, loop), 3 * sigma);
  }

  @Test
  void takesSetsThatAreNoPowerOfTwo() {
    final CacheSets sets = Policy.LRU.create(3, 1, 0);
    sets.insert(5, 0);
    assertEquals(0, sets.use(2, 0));
    assertEquals(CacheSets.tag(5), sets.insert(2, 0));
  }

  private static long misses(final Policy policy, final int ways, final int... lines) {
    return outcome(policy, ways, lines).chars().filter(c -> c == 'm').count();
  }

  private static String outcome(final Policy policy, final int ways, final int... lines) {
    final CacheSets set = policy.create(1, ways, 1);
    final StringBuilder outcome = new StringBuilder();
    for (final int line : lines) {
      if (set.use(line, 0) != 0) {
        outcome.append('h');
      } else {
        outcome.append('m');
        set.insert(line, 0);
      }
    }
    return outcome.toString();
  }
}
