package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Unit;
import io.memtracer.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Finding figures and markers in text. */
@ExtendWith(SeededRandom.class)
class ParsingTest {

  @Test
  void findsLinesWithANameAndANumber() {
    assertEquals(
        List.of(
            Metric.of("loads", "loads", 12, Unit.NONE),
            Metric.of("stores-cpl-3", "Stores (CPL 3)", -7, Unit.NONE),
            Metric.of("miss-rate", "miss_rate", 0.25, Unit.NONE),
            Metric.of("big", "big", 1.8446744073709552e19, Unit.NONE),
            Metric.of("array", "array", 0xffff_8000_0000_0000L, Unit.DATA_ADDRESS),
            Metric.of("loads-2", "loads", 13, Unit.NONE),
            Metric.of("huge", "huge", Double.MAX_VALUE, Unit.NONE)),
        OutputFigures.in(
            """
            loads: 12
              Stores (CPL 3) = -7
            miss_rate=0.25
            big: 18446744073709551616
            array: 0xffff800000000000
            loads: 13
            huge: 1e999
            """));
  }

  @Test
  void leavesOtherLinesAlone() {
    assertEquals(
        List.of(),
        OutputFigures.in(
            "a: b\n12\n: 5\n(): 5\na: 5 bytes\na: b: 5\n\nx" + " ".repeat(400) + ": 1"));
  }

  @Test
  void stopsAtAThousand() {
    final List<Item> figures = OutputFigures.in("x: 1\n".repeat(2_000));
    assertEquals(OutputFigures.MAX_FIGURES, figures.size());
    assertEquals("x-1000", figures.get(999).key());
  }

  @RepeatedTest(50)
  void findsMarkersWhereASearchDoes(final Random random) {
    final String marker = letters(random, 1 + random.nextInt(6));
    final String text = letters(random, 300);
    final MarkerMatcher matcher = new MarkerMatcher(marker);
    int from = 0;
    final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      final int expected = text.indexOf(marker, from);
      final boolean complete = expected >= 0 && expected + marker.length() == i + 1;
      assertEquals(complete, matcher.accept(bytes[i]), marker + " in " + text + " at " + i);
      if (complete) {
        from = i + 1;
      }
    }
  }

  private static String letters(final Random random, final int length) {
    final StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append((char) ('a' + random.nextInt(2)));
    }
    return letters.toString();
  }
}
