package io.memtracer.plugins.cache;

import static io.memtracer.testkit.Traces.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers that are known without a simulator, of caches that fetch ahead. */
class PrefetchTest {

  private static final int PAGES = 5;

  /** 64 lines of 64 bytes. */
  private static final int PAGE = 4096;

  private static final long BASE = 0x7000_0000L;

  /** The first line of each page is missed, as nothing is fetched across the end of a page. */
  @Test
  void theNextLineIsThereAlready() {
    final Trace walk = Traces.sequential(BASE, PAGES * PAGE / 8);
    final Analyzed result = Analyzed.of("l1:4K:4:next-line", walk);
    assertPrefetched(result, PAGES, 63L * PAGES, 63L * PAGES);
    assertEquals(1.0, result.row("prefetches", "l1").get("accuracy"));
    assertEquals(63.0 / 64, result.row("prefetches", "l1").get("coverage"));
    // Lines are fetched ahead all the same, and every line is accessed for the first time once.
    assertEquals(64L * PAGES, result.metric("memory-reads"));
    assertEquals(64L * PAGES, result.metric("cold"));
  }

  /**
   * Steps of three lines: the next one is never used, and the distance is known at the third of the
   * 22 accesses of a page.
   */
  @Test
  void aStrideIsKnownOnceItComesTwice() {
    final Trace steps = Traces.stride(BASE, 192, 22);
    assertPrefetched(Analyzed.of("l1:4K:full:next-line", steps), 22, 21, 0);
    assertPrefetched(Analyzed.of("l1:4K:full:stride", steps), 3, 19, 19);
    // Of lines with several accesses each the first ones are 72, 72 and 48 bytes apart.
    assertPrefetched(Analyzed.of("l1:4K:full:stride", Traces.stride(BASE, 24, 170)), 3, 61, 61);
    // Backwards as well: from the last line of the page to its first.
    final Trace backwards = Traces.stride(BASE + PAGE - 64, -64, 64);
    assertPrefetched(Analyzed.of("l1:4K:full:stride", backwards), 3, 61, 61);
    // Steps of a page lead nowhere, for either.
    assertPrefetched(Analyzed.of("l1:64K:full:stride", Traces.stride(BASE, PAGE, 50)), 50, 0, 0);
  }

  /** Two instructions in turn: their distances are their own. */
  @Test
  void stridesAreOfInstructions() {
    Trace both = Traces.empty();
    for (int i = 0; i < 20; i++) {
      both = both.then(Traces.of(load(BASE + 128L * i, 8))).then(step(BASE + 2 * PAGE + 192L * i));
    }
    assertPrefetched(Analyzed.of("l1:16K:full:stride", both), 6, 34 + 2, 34);
  }

  private static Trace step(final long address) {
    return Traces.of(load(address, 8)).pc(0x40_1001);
  }

  /** A level behind sees what the one before asks it for, prefetches as well. */
  @Test
  void levelsPrefetchForThemselves() {
    final Trace walk = Traces.sequential(BASE, PAGE / 8);
    final Analyzed behind = Analyzed.of("l1:1K:full+l2:4K:full:next-line", walk);
    assertEquals(64L, behind.level("l1", "misses"));
    assertEquals(1L, behind.level("l2", "misses"));
    final Analyzed both = Analyzed.of("l1:1K:full:next-line+l2:4K:full:next-line", walk);
    assertEquals(1L, both.level("l1", "misses"));
    assertEquals(1L, both.level("l2", "misses"));
    // Line 1 is asked for by the level before at once, the 62 behind it when they are there.
    assertEquals(62L, both.row("prefetches", "l2").get("used"));
    assertEquals(0L, both.row("prefetches", "l2").get("covered"));
  }

  @Test
  void aChaseIsForeseenByNobody() {
    final Trace chase = Traces.pointerChase(new Random(3), BASE, 100_000, 20_000);
    final Analyzed result = Analyzed.of("l1:32K:8:stride", chase);
    assertTrue((double) result.row("prefetches", "l1").get("coverage") < 0.01);
  }

  private static void assertPrefetched(
      final Analyzed result, final long misses, final long fetched, final long used) {
    assertEquals(misses, result.level("l1", "misses"));
    assertEquals(fetched, result.row("prefetches", "l1").get("fetched"));
    assertEquals(used, result.row("prefetches", "l1").get("used"));
  }
}
