package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TopTest {

  private static final Comparator<Integer> LARGEST_FIRST = Comparator.reverseOrder();

  /** With fewer, as many and more than are kept, and some that are equal. */
  @Test
  void keepsWhatSortingPutsFirst() {
    final Random random = new Random(1);
    for (int limit = 0; limit < 20; limit++) {
      for (int count = 0; count < 50; count++) {
        final List<Integer> all = random.ints(count, 0, 40).boxed().toList();
        final Top<Integer> top = new Top<>(limit, LARGEST_FIRST);
        all.forEach(top::add);
        final List<Integer> first = all.stream().sorted(LARGEST_FIRST).limit(limit).toList();
        assertEquals(first, top.inOrder(), limit + " of " + all);
      }
    }
  }
}
