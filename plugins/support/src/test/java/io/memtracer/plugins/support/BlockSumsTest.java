package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockSumsTest {

  private static final int BLOCKS = 1024;
  private static final long LENGTH = 1000;
  private static final int RATIO = 16;

  /** In 1,000 runs the true value lies in the interval about as often as it says. */
  @Test
  void coversTheTruthAsOftenAsItSays() {
    int covered = 0;
    for (int seed = 0; seed < 1000; seed++) {
      final Random random = new Random(seed);
      final BlockSums sums = new BlockSums(1);
      final int phase = random.nextInt(RATIO);
      long truth = 0;
      for (int block = 0; block < BLOCKS; block++) {
        final long figure = Math.round(LENGTH * random.nextDouble() * random.nextDouble());
        truth += figure;
        if (block % RATIO == phase) {
          sums.add(LENGTH, figure);
        }
      }
      final Estimate estimate = sums.estimate(0, BLOCKS * LENGTH);
      covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }
    assertTrue(covered >= 930 && covered <= 970, covered + " of 1000");
  }

  @Test
  void isSureOfWhatIsAlwaysTheSame() {
    final BlockSums sums = new BlockSums(1);
    for (int block = 0; block < 20; block++) {
      sums.add(100 + block, 2L * (100 + block));
    }
    final Estimate estimate = sums.estimate(0, 1_000_000);
    assertEquals(2_000_000, estimate.value(), 1e-6);
    assertEquals(0, estimate.error(), 1);
  }

  /** 3, 5 and so on of 10, with a spread that is known: s = 10 / sqrt(19), 20 blocks. */
  @Test
  void computesWhatTheBookSays() {
    final BlockSums sums = new BlockSums(1);
    for (int block = 0; block < 20; block++) {
      sums.add(100, block % 2 == 0 ? 40 : 60);
    }
    final Estimate estimate = sums.estimate(0, 1_000_000);
    assertEquals(500_000, estimate.value(), 1e-6);
    // t(19) = 2.093; standard deviation of a block 10.26 of 100; 20 of them; 0.2 % were seen.
    assertEquals(
        2.093 * 10.2598 / 100 / Math.sqrt(20) * Math.sqrt(0.998) * 1e6, estimate.error(), 50);
  }

  @Test
  void saysNothingOfTheErrorOfAFew() {
    final BlockSums sums = new BlockSums(1);
    sums.add(100, 50);
    sums.add(0, 0);
    assertEquals(1, sums.blocks());
    final Estimate estimate = sums.estimate(0, 1000);
    assertEquals(500, estimate.value());
    assertEquals(Double.POSITIVE_INFINITY, estimate.error());
    assertEquals(50, estimate.low());
  }

  @Test
  void partsAddUp() throws IOException {
    final BlockSums whole = new BlockSums(2);
    final BlockSums first = new BlockSums(2);
    final BlockSums second = new BlockSums(2);
    final Random random = new Random(5);
    for (int block = 0; block < 100; block++) {
      final long[] figures = {random.nextInt(1 << 30), random.nextInt(1 << 30)};
      whole.add(1L << 30, figures);
      (block < 40 ? first : second).add(1L << 30, figures);
    }
    final ByteArrayOutputStream saved = new ByteArrayOutputStream();
    second.save(new DataOutputStream(saved));
    first.add(
        BlockSums.read(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())), 2));
    for (int figure = 0; figure < 2; figure++) {
      assertEquals(whole.estimate(figure, 1L << 50), first.estimate(figure, 1L << 50));
    }
  }
}
