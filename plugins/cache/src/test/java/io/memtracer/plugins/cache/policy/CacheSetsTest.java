package io.memtracer.plugins.cache.policy;

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

  private static final RripInsertion BIMODAL = RripInsertion.bimodal(5);

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

  /** A loop over twice as many lines as fit: SRRIP has nothing of it, BRRIP keeps some. */
  @Test
  void brripOutlivesALoopThatDoesNotFit() {
    final int[] loop = IntStream.range(0, 16_000).map(i -> i % 16).toArray();
    assertEquals(16_000, misses(Policy.SRRIP, 8, loop));
    // All but one of the ways keep what they have for most of the time: 7 of 16 lines hit.
    assertEquals(9.0 / 16, misses(Policy.BRRIP, 8, loop) / 16_000.0, 0.03);
  }

  /** What comes is predicted 3, but for one in 32, and so goes before everything else. */
  @Test
  void brripKeepsWhatWasUsed() {
    assertEquals("mmhhmmmmhh", outcome(Policy.BRRIP, 4, 1, 2, 2, 1, 11, 12, 13, 14, 1, 2));
    final int distant = (int) IntStream.range(0, 32_000).filter(i -> BIMODAL.distant(0)).count();
    assertEquals(31_000, distant, 3 * Math.sqrt(32_000.0 * 31 / 32 / 32));
  }

  /** 128 sets of 4 ways: a quarter of the sets leads for each side, the others follow. */
  @Test
  void drripDoesAsTheBetterOne() {
    // Twice as many lines as fit: the others do as BRRIP.
    final int[] large = IntStream.range(0, 200_000).map(i -> i % 1024).toArray();
    assertEquals(1.0, missRatio(Policy.SRRIP, large));
    assertEquals(
        0.25 + 0.75 * missRatio(Policy.BRRIP, large), missRatio(Policy.DRRIP, large), 0.01);
    // 256 lines are gone over four times, then the next 256 come: they do as SRRIP.
    final int[] moving = IntStream.range(0, 200_000).map(i -> i / 1024 * 256 + i % 256).toArray();
    assertEquals(0.25, missRatio(Policy.SRRIP, moving), 0.001);
    assertEquals(
        0.75 * 0.25 + 0.25 * missRatio(Policy.BRRIP, moving),
        missRatio(Policy.DRRIP, moving),
        0.01);
  }

  @Test
  void leadersAreAsManyOnBothSides() {
    for (final int sets : new int[] {2, 3, 4, 7, 8, 20, 64, 1000, 1024, 8192}) {
      final SetDuel duel = new SetDuel(sets, 1);
      final int each = Math.max(1, Math.min(32, sets / 4));
      assertEquals(each, IntStream.range(0, sets).filter(set -> duel.leader(set) == 1).count());
      assertEquals(each, IntStream.range(0, sets).filter(set -> duel.leader(set) == -1).count());
    }
  }

  private static double missRatio(final Policy policy, final int... lines) {
    final CacheSets cache = policy.create(128, 4, 1);
    int misses = 0;
    for (final int line : lines) {
      misses += cache.useOrInsert(line, 0) ? 0 : 1;
    }
    return (double) misses / lines.length;
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
