package io.memtracer.plugins.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Phase;
import io.memtracer.api.PhysicalAddress;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines that are found by where they are in physical memory. */
final class PhysicalCacheTest {

  private static final long WORD = RecordWord.of(0x401000, 0, 3, false, 3);
  private static final int ROUNDS = 10;

  private final CacheFactory factory = new CacheFactory();

  /** Two processes that share a page at two places, and have another one each at the same place. */
  private static void feed(final TraceAnalyzer analyzer) {
    analyzer.onStart(TestContext.DEFAULT);
    for (int round = 0; round < 2 * ROUNDS; round++) {
      final int process = round % 2;
      final RecordBatchWriter batch = new RecordBatchWriter(3);
      batch.of(0, new Task(7 + process, 70 + process, 70 + process, 1 + process, "a"), Phase.NONE);
      batch.clear(3L * round);
      batch.add(WORD, 0x7f00_0000_0000L + 0x10000L * process);
      batch.physical()[0] = PhysicalAddress.of(0x5000, false);
      batch.add(WORD, 0x55_5555_5000L);
      batch.physical()[1] = PhysicalAddress.of(0x6040 + 0x1040L * process, false);
      batch.add(WORD, 0x7f11_0000_0000L);
      batch.physical()[2] = PhysicalAddress.of(0xfee0_0000L, true);
      analyzer.onBatch(batch.batch());
    }
  }

  private TraceAnalyzer create(final Map<String, String> given) {
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }

  private AnalysisResult analyze(final Map<String, String> given) {
    try (TraceAnalyzer analyzer = create(given)) {
      feed(analyzer);
      return analyzer.onEnd(EndOfTrace.of(6L * ROUNDS));
    }
  }

  /** By two, each for some of the sets. */
  private AnalysisResult divided(final Map<String, String> given) {
    try (TraceAnalyzer first = create(given);
        TraceAnalyzer second = create(given)) {
      ((Divisible) first).take(0, 2);
      ((Divisible) second).take(1, 2);
      feed(first);
      feed(second);
      ((Divisible) first).join(second);
      return first.onEnd(EndOfTrace.of(6L * ROUNDS));
    }
  }

  @Test
  void hasALineOnceHoweverManyAddressesItHas() {
    final Map<String, String> physical = Map.of("addresses", "physical");
    final AnalysisResult result = analyze(physical);
    assertEquals(4L * ROUNDS, Results.metric(result, "cache", "accesses"));
    assertEquals(3L, Results.metric(result, "cache", "cold"));
    assertEquals(2L * ROUNDS, Results.metric(result, "physical", "devices"));
    assertEquals(result, divided(physical));
    assertTrue(factory.needsPhysicalAddresses(AnalyzerOptions.of(factory.options(), physical)));
  }

  @Test
  void goesByVirtualAddressesUnlessAsked() {
    final AnalysisResult result = analyze(Map.of());
    assertEquals(6L * ROUNDS, Results.metric(result, "cache", "accesses"));
    assertEquals(6L, Results.metric(result, "cache", "cold"));
    assertFalse(factory.needsPhysicalAddresses(AnalyzerOptions.of(factory.options(), Map.of())));
  }
}
