package io.memtracer.plugins.cache;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why caches miss that have to do with each other, where that is known without a simulator. */
class LinkedCausesTest {

  private static final String KEYS = "misses cold capacity conflict coherence inclusion";

  /** The example of {@link LinkedCacheTest}: the level behind takes a, and has no room itself. */
  @Test
  void anInclusiveLevelIsACauseOfItsOwn() {
    Trace trace = Traces.empty();
    for (final char letter : "abacadaeafa".toCharArray()) {
      trace = trace.then(Traces.of(load(64L * letter, 8)));
    }
    final Analyzed result = analyze("l1:128:full+l2:256:full:inclusive", "none", trace);
    assertEquals("misses=7 cold=6 capacity=0 conflict=0 inclusion=1", causes(result, "l1"));
    assertEquals("misses=7 cold=6 capacity=1 conflict=0 inclusion=0", causes(result, "l2"));
  }

  /** Two vCPUs write to one line in turn: each has it once for the first time. */
  @Test
  void aStoreOfAnotherVcpuIsACauseOfItsOwn() {
    final Trace turns = Traces.of(store(0, 4)).then(Traces.of(store(4, 4)).vcpu(1)).times(100);
    final Analyzed result = analyze("l1:4K:4", "mesi", turns);
    assertEquals("misses=200 cold=2 capacity=0 conflict=0 coherence=198", causes(result, "l1"));
    assertEquals(200L, all(result, "l1").get("fully-associative"));
  }

  /**
   * Lines 0 and 2 in turn, and two places: each time the line behind is fetched ahead, in the place
   * of the other one. Without a prefetcher both would stay.
   */
  @Test
  void whatIsFetchedAheadTakesPlaces() {
    final Trace turns = Traces.of(load(0, 8), load(128, 8)).times(50);
    final Analyzed result = analyze("l1:128:full:next-line", "none", turns);
    assertEquals("misses=100 cold=2 capacity=0 conflict=98", causes(result, "l1"));
    assertEquals(2L, all(result, "l1").get("fully-associative"));
  }

  /** Of a page's 64 lines all but the first are there when they are asked for. */
  @Test
  void whatIsFetchedAheadIsNoMiss() {
    final Trace walk = Traces.sequential(0, 4096 / 8);
    final Analyzed result = analyze("l1:4K:4:next-line+l2:8K:4", "none", walk);
    assertEquals("misses=1 cold=1 capacity=0 conflict=0", causes(result, "l1"));
    assertEquals(64L, all(result, "l1").get("fully-associative"));
    assertEquals("misses=1 cold=1 capacity=0 conflict=0", causes(result, "l2"));
  }

  @Test
  void refusesALevelThatGivesLinesAway() {
    final Map<String, String> given =
        Map.of("levels", "l1:32K:8+l2:1M:16:exclusive", "three-c", "true");
    final InvalidOptionException refused =
        assertThrows(InvalidOptionException.class, () -> Analyzed.analyzer(given));
    assertTrue(refused.getMessage().contains("level l2 is exclusive"), refused::getMessage);
  }

  private static Analyzed analyze(final String levels, final String coherence, final Trace trace) {
    return Analyzed.with(
        Map.of("levels", levels, "coherence", coherence, "three-c", "true"), trace);
  }

  private static Map<String, Object> all(final Analyzed result, final String level) {
    return result.row("three-c", level);
  }

  private static String causes(final Analyzed result, final String level) {
    final Map<String, Object> row = new LinkedHashMap<>(all(result, level));
    row.keySet().removeIf(key -> !KEYS.contains(key));
    final StringBuilder text = new StringBuilder();
    row.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
    return text.substring(1);
  }
}
