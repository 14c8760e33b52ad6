package io.memtracer.plugins.cache;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.result.Finding;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are known without a simulator, of caches that are linked to each other. */
class LinkedCacheTest {

  private static final long BASE = 0x7000_0000L;

  /**
   * A. Jaleel et al., "Achieving non-inclusive cache performance with inclusive caches", MICRO
   * 2010, figure 3: the level behind doesn't see how often a is used, and takes it from the level
   * before.
   */
  @ParameterizedTest
  @CsvSource({"non-inclusive, 6, 6, 0", "inclusive, 7, 7, 1", "exclusive, 6, 6, 0"})
  void anInclusiveLevelTakesWhatItLoses(
      final String inclusion, final long misses, final long missesBehind, final long lost) {
    final Analyzed result =
        Analyzed.of("l1:128:full+l2:256:full:" + inclusion, lines("abacadaeafa"));
    assertEquals(misses, result.level("l1", "misses"));
    assertEquals(missesBehind, result.level("l2", "misses"));
    if (!inclusion.equals("non-inclusive")) {
      assertEquals(lost, result.row("inclusion", "l1").get("lost"));
    }
  }

  /** Two lines and four: a loop over six fits into both together, and into neither alone. */
  @ParameterizedTest
  @CsvSource({"non-inclusive, 60", "inclusive, 60", "exclusive, 6"})
  void anExclusiveLevelAddsItsRoom(final String inclusion, final long fromMemory) {
    final Trace loop = lines("abcdef").times(10);
    final Analyzed result = Analyzed.of("l1:128:full+l2:256:full:" + inclusion, loop);
    assertEquals(60L, result.level("l1", "misses"));
    assertEquals(fromMemory, result.level("l2", "misses"));
  }

  /** What is written to stays so on its way up and down. */
  @Test
  void anExclusiveLevelHasLinesAsTheyWere() {
    final Trace loop = lines("abcdef").stores().then(lines("abcdef").times(10));
    final Analyzed result = Analyzed.of("l1:128:full+l2:256:full:exclusive", loop);
    assertEquals(0L, result.metric("memory-writes"));
    assertEquals(2L, result.row("writes", "l1").get("dirty"));
    assertEquals(4L, result.row("writes", "l2").get("dirty"));
    // Each of the six pushes another one out once the first two are there; no line is clean.
    assertEquals(64L, result.row("writes", "l2").get("received"));
    assertEquals(0L, result.row("inclusion", "l2").get("clean-received"));
  }

  /** What is dirty above goes to memory with the line of the inclusive level. */
  @Test
  void anInclusiveLevelWritesBackWhatWasChangedAbove() {
    final Trace trace = lines("a").stores().then(lines("bcde"));
    final Analyzed result = Analyzed.of("l1:512:full+l2:256:full:inclusive", trace);
    assertEquals(1L, result.metric("memory-writes"));
    assertEquals(0L, result.row("writes", "l1").get("write-backs"));
    assertEquals(1L, result.row("writes", "l2").get("write-backs"));
    assertEquals(0L, result.row("writes", "l1").get("dirty"));
  }

  /**
   * The example of J. L. Hennessy and D. A. Patterson, "Computer Architecture", on snooping: A1 and
   * A2 share the only place of a cache. P1 writes and reads A1, P2 reads A1, writes A1, writes A2.
   */
  @Test
  void storesInvalidateAsInTheTextbook() {
    final Trace first = Traces.of(store(0, 8), load(0, 8));
    final Trace second = Traces.of(load(0, 8), store(0, 8), store(64, 8)).vcpu(1);
    final Analyzed result = Analyzed.coherent("l1:64:full", first.then(second));
    assertEquals(3L, result.level("l1", "misses"));
    final Map<String, Object> coherence = result.row("coherence", "l1");
    // P1's line is written back when P2 reads it, and taken when P2 writes to it.
    assertEquals(1L, coherence.get("cleaned"));
    assertEquals(1L, coherence.get("lost"));
    assertEquals(0L, coherence.get("misses"));
    assertEquals(1L, result.row("writes", "l1").get("write-backs"));
    assertEquals(2L, result.metric("memory-writes"));
  }

  @Test
  void aLineThatTwoWriteToIsMissedByBoth() {
    final Trace both = Traces.of(store(0, 4)).then(Traces.of(store(4, 4)).vcpu(1)).times(100);
    assertEquals(2L, Analyzed.of("l1:4K:4", both).level("l1", "misses"));
    final Analyzed result = Analyzed.coherent("l1:4K:4", both);
    assertEquals(200L, result.level("l1", "misses"));
    assertEquals(198L, result.row("coherence", "l1").get("misses"));
    assertEquals(199L, result.row("coherence", "l1").get("lost"));
    final Finding finding = (Finding) result.item("lost-to-stores");
    assertTrue(finding.text().startsWith("99.0 % of the misses of l1"), finding::text);
    // With the ints on lines of their own nobody loses any.
    final Trace apart = Traces.of(store(0, 4)).then(Traces.of(store(64, 4)).vcpu(1)).times(100);
    assertEquals(2L, Analyzed.coherent("l1:4K:4", apart).level("l1", "misses"));
  }

  /** The one writes, the other reads what it wrote. */
  @Test
  void whatOneWritesTheOtherMisses() {
    final Trace turns = Traces.of(store(0, 4)).then(Traces.of(load(0, 4)).vcpu(1)).times(100);
    final Analyzed result = Analyzed.coherent("l1:4K:4+llc:8K:4:shared", turns);
    // The writer has the line all the time; the reader misses each time, and the first is cold.
    assertEquals(101L, result.level("l1", "misses"));
    assertEquals(99L, result.row("coherence", "l1").get("misses"));
    assertEquals(100L, result.row("coherence", "l1").get("cleaned"));
    // What was written goes to the level that both share.
    assertEquals(1L, result.level("llc", "misses"));
    assertEquals(100L, result.row("writes", "llc").get("received"));
    assertEquals(0L, result.metric("memory-writes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "l1:32K:8:inclusive",
        "l1:32K:8:exclusive",
        "l1:32K:8:write-through+l2:1M:16:exclusive",
        "l1:32K:8+l2:1M:16:exclusive:write-through",
        "l1:32K:8+l2:1M:16:exclusive:no-allocate",
        "l1:32K:8+l2:1M:16:exclusive:stride"
      })
  void refusesLinksThatCannotBe(final String levels) {
    assertThrows(InvalidOptionException.class, () -> Analyzed.analyzer(Map.of("levels", levels)));
  }

  @Test
  void refusesOptionsThatDoNotFit() {
    assertThrows(
        InvalidOptionException.class,
        () -> Analyzed.analyzer(Map.of("coherence", "mesi", "levels", "l1:32K:8:shared")));
  }

  /** Loads from a line for each letter. */
  private static Trace lines(final String letters) {
    Trace trace = Traces.empty();
    for (int i = 0; i < letters.length(); i++) {
      trace = trace.then(Traces.of(load(BASE + (letters.charAt(i) - 'a') * 64L, 8)));
    }
    return trace;
  }
}
