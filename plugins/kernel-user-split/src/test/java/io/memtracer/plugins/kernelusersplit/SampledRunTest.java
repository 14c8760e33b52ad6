package io.memtracer.plugins.kernelusersplit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Sampling;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs of which blocks are traced. */
@ExtendWith(SeededRandom.class)
class SampledRunTest {

  private static final int BLOCK_LOG2 = 7;
  private static final int BLOCK = 1 << BLOCK_LOG2;

  /** One block of each eight. */
  private static final Sampling SAMPLING = new Sampling(BLOCK_LOG2, 3);

  private static final TestContext SAMPLED = TestContext.builder().sampling(SAMPLING).build();

  /** The whole run's figures lie within what a sample says in 19 of 20 runs, or more. */
  @Test
  void theTruthLiesWithin() {
    int covered = 0;
    for (int seed = 0; seed < 100; seed++) {
      final Trace whole = systemCalls(new Random(seed), 512 * BLOCK);
      final Map<String, Object> user =
          Results.row(
              Replay.of(whole.sampled(SAMPLING)).with(SAMPLED).into(analyzer()),
              "estimates",
              "whole-run",
              "user",
              "all");
      long truth = 0;
      for (int i = 0; i < whole.size(); i++) {
        truth += RecordWord.userBit(whole.word(i));
      }
      covered += (long) user.get("low") <= truth && truth <= (long) user.get("high") ? 1 : 0;
      assertTrue((long) user.get("high") - (long) user.get("low") < whole.size() / 4, "too vague");
    }
    assertTrue(covered >= 90, covered + " of 100");
  }

  @Test
  void saysHowMuchThereWas() {
    final Trace whole = systemCalls(new Random(1), 512 * BLOCK);
    final AnalysisResult result = Replay.of(whole.sampled(SAMPLING)).with(SAMPLED).into(analyzer());
    assertEquals(512L * BLOCK, Results.metric(result, "estimates", "whole"));
    assertEquals(64L, Results.metric(result, "estimates", "blocks"));
    final Map<String, Object> all = Results.row(result, "estimates", "whole-run", "total", "all");
    assertEquals(512L * BLOCK, all.get("estimate"));
    assertEquals(64L * BLOCK, all.get("traced"));
    final String text = ((Finding) Results.item(result, "estimates", "estimate")).text();
    assertTrue(text.startsWith("Of the run's 65,536 accesses 64 blocks were traced, 8,192"), text);
  }

  /** A run that is traced as a whole has nothing to estimate, whatever was lost. */
  @Test
  void estimatesNothingOfAWholeRun() {
    final AnalysisResult result = Replay.of(Traces.sequential(0, 10)).into(analyzer());
    assertTrue(result.sections().stream().noneMatch(one -> one.key().equals("estimates")));
  }

  @RepeatedTest(10)
  void partsAddUp(final Random random) {
    final Trace trace = systemCalls(random, 100 * BLOCK).sampled(SAMPLING);
    final Replay replay = Replay.of(trace).with(SAMPLED);
    final int[] cuts = random.ints(20, 0, trace.size() + 1).sorted().toArray();
    assertEquals(
        replay.in(Partition.random(random)).into(analyzer()),
        replay.merged(SampledRunTest::analyzer, cuts));
  }

  /** What was skipped behind the last block is behind one part only, however it is cut there. */
  @Test
  void countsWhatIsMissingAtTheEndOnce() {
    final Trace trace = systemCalls(new Random(1), 100 * BLOCK).sampled(SAMPLING);
    final Replay replay = Replay.of(trace).with(SAMPLED);
    final AnalysisResult serial = replay.into(analyzer());
    assertEquals(100L * BLOCK, Results.metric(serial, "estimates", "whole"));
    for (final int cut : new int[] {0, trace.size() - 1, trace.size()}) {
      assertEquals(serial, replay.merged(SampledRunTest::analyzer, cut, trace.size()));
    }
  }

  /** User code and system calls, of any length, and now more of the one, now of the other. */
  private static Trace systemCalls(final Random random, final int accesses) {
    final TraceBuilder builder = new TraceBuilder();
    while (builder.size() < accesses) {
      final int left = accesses - builder.size();
      final Trace stretch = Traces.stride(0x1000, 0, Math.min(left, 1 + random.nextInt(100)));
      final boolean isUser = random.nextInt(100) < 30 + 40 * builder.size() / accesses;
      builder.add(isUser ? stretch : stretch.kernel());
    }
    return builder.build();
  }

  private static TraceAnalyzer analyzer() {
    final KernelUserSplitFactory factory = new KernelUserSplitFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), Map.of()));
  }
}
