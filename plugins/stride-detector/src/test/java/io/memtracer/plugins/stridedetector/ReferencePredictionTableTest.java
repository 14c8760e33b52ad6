package io.memtracer.plugins.stridedetector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.testkit.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeededRandom.class)
class ReferencePredictionTableTest {

  private static ReferencePredictionTable table(final int limit) {
    return new ReferencePredictionTable(limit, new StrideHistogram(), new StrideHistogram());
  }

  /** Words whose search starts at the same place, as long as the table is as small as at first. */
  private static List<Long> colliding(final int places, final int count) {
    final List<Long> words = new ArrayList<>();
    for (long word = 1; words.size() < count; word++) {
      if (ReferencePredictionTable.home(word, places) == places - 1) {
        words.add(word);
      }
    }
    return words;
  }

  @RepeatedTest(10)
  void findsAllWhateverIsBusy(final Random random) {
    final ReferencePredictionTable table = table(100_000);
    final List<Site> all = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      final long word = random.nextLong();
      assertNull(table.find(word));
      assertTrue(table.insert(word, i, 0));
      all.add(table.find(word));
      assertEquals(i, all.get(i).last);
      final Site any = all.get(random.nextInt(1 + random.nextInt(all.size())));
      any.right += random.nextInt(100);
      assertSame(any, table.find(any.word));
    }
    all.forEach(site -> assertSame(site, table.find(site.word)));
    assertEquals(all.size(), table.ordered().size());
  }

  @Test
  void theBusiestComesToThePlaceOfItsSearch() {
    final ReferencePredictionTable table = table(100);
    final int places = table.atHand().length;
    final List<Long> words = colliding(places, 5);
    words.forEach(word -> assertTrue(table.insert(word, 0, 0)));
    assertEquals(words.get(0), table.atHand()[places - 1].word, "who came first");

    for (final long word : words) {
      final Site site = table.find(word);
      assertNotNull(site);
      site.right = 1 + word;
      assertSame(site, table.find(word));
      assertSame(site, table.atHand()[places - 1], "now the busiest");
      words.forEach(other -> assertEquals(other, table.find(other).word));
    }
  }

  @Test
  void hasNoMoreThanItsLimit() {
    final ReferencePredictionTable table = table(2);
    assertTrue(table.insert(1, 0, 0));
    assertTrue(table.insert(2, 0, 0));
    assertFalse(table.insert(3, 0, 0));
    assertNull(table.find(3));
    assertEquals(2, table.ordered().size());
  }
}
