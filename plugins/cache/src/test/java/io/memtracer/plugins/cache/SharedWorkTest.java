package io.memtracer.plugins.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several analyzers that look at some of the sets each find what one finds in all. */
class SharedWorkTest {

  private static final String EIGHT_SETS = "l1:2K:4";
  private static final int RECORDS = 30_000;

  @ParameterizedTest
  @CsvSource({
    "l1:2K:4, none",
    "l1:4K:4:fifo+l2:32K:8:plru+l3:96K:12:srrip:shared, none",
    "l1:4K:4:write-through+l2:32K:8:no-allocate, none",
    "l1:4K:4:shared+l2:32K:8:write-through:shared, none",
    "l1:4K:4+l2:16K:4:exclusive+l3:64K:8:shared, none",
    "l1:4K:4+l2:16K:4:inclusive+l3:64K:8:inclusive:shared, mesi",
    "l1:4K:4:write-through+l2:16K:4:plru+l3:64K:8:shared, mesi"
  })
  void findWhatOneFinds(final String levels, final String coherence) {
    final Map<String, String> options =
        Map.of("levels", levels, "coherence", coherence, "window", "777", "top", "100000");
    for (int seed = 0; seed < 5; seed++) {
      final Random random = new Random(seed);
      final Trace trace = trace(random);
      final Replay replay = Replay.of(trace).in(Partition.random(random));
      final AnalysisResult whole = replay.into(analyzer(options));
      final int most = divisible(options).maxShares();
      for (final int shares : new int[] {2, 3, most}) {
        assertEquals(whole, replay.divided(() -> analyzer(options), shares), levels + " " + shares);
      }
    }
  }

  /** Sets that are apart: those of the level with the fewest. */
  @ParameterizedTest
  @CsvSource({
    "l1:2K:4, false, 8",
    "l1:64K:8, false, 64",
    "l1:2K:4+l2:1K:16, false, 1",
    "l1:2K:4+l2:48K:64, false, 1",
    "l1:2K:4:drrip, false, 1",
    "l1:2K:4:brrip, false, 1",
    "l1:2K:4+l2:4K:4:random, false, 1",
    "l1:2K:4:next-line, false, 1",
    "l1:2K:4, true, 1"
  })
  void canBeDoneByAsMany(final String levels, final String threeC, final int shares) {
    assertEquals(shares, divisible(Map.of("levels", levels, "three-c", threeC)).maxShares());
  }

  @Test
  void isNotDoneForSomeOfTheSets() {
    assertFalse(
        analyzer(Map.of("levels", "l1:16K:4", "sample-lines", "0.25")) instanceof Divisible);
  }

  /** Nobody looks at more than its share: a loop over all sets misses an equal part in each. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void isDividedEqually(final int shares) {
    final Trace trace = Traces.stride(0, 64, 800);
    for (int share = 0; share < shares; share++) {
      final TraceAnalyzer analyzer = analyzer(Map.of("levels", EIGHT_SETS));
      ((Divisible) analyzer).take(share, shares);
      analyzer.onStart(TestContext.DEFAULT);
      Replay.of(trace).feed(analyzer);
      final AnalysisResult own = analyzer.onEnd(EndOfTrace.of(trace.size()));
      assertEquals(800L / shares, Results.row(own, "cache", "levels", "l1", "total").get("misses"));
      assertEquals(share == 0 ? 800L : 0L, Results.metric(own, "cache", "accesses"));
    }
  }

  /** Shares of other traces aren't joined. */
  @Test
  void refusesWhatDoesNotBelongToIt() {
    final Map<String, String> options = Map.of("levels", EIGHT_SETS, "window", "10");
    final TraceAnalyzer one = analyzer(options);
    final TraceAnalyzer other = analyzer(options);
    one.onStart(TestContext.DEFAULT);
    other.onStart(TestContext.DEFAULT);
    Replay.of(Traces.stride(0, 64, 100)).feed(one);
    assertThrows(IllegalArgumentException.class, () -> ((Divisible) one).join(other));
  }

  /** Half of it where there is something to be hit, of two vCPUs, with accesses to two lines. */
  private static Trace trace(final Random random) {
    final Trace small = Traces.zipf(random, -4096, 8192, RECORDS / 4);
    final Trace other = Traces.random(random, 64, 4096, RECORDS / 4).stores().vcpu(1);
    return small
        .kernel()
        .interleavedWith(other)
        .interleavedWith(Traces.mixed(random, RECORDS / 4))
        .then(Traces.mixed(random, RECORDS / 4));
  }

  private static Divisible divisible(final Map<String, String> options) {
    return (Divisible) analyzer(options);
  }

  private static TraceAnalyzer analyzer(final Map<String, String> options) {
    final CacheFactory factory = new CacheFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), options));
  }
}
