package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of docs/legacy-tools.md counts right, to the record. */
@ExtendWith(SeededRandom.class)
class CountByCplTest {

  @TempDir private Path scratch;

  @RepeatedTest(5)
  void countsEveryRecordWhereItBelongs(final Random random) {
    final Trace trace = Traces.mixed(random, 100_000 + random.nextInt(100_000));
    final AnalysisResult result = new ToolBench(scratch, Tools.countByCpl()).run(trace);
    assertEquals(trace.size(), ToolBench.number(result, "total-accesses"));
    for (final boolean store : new boolean[] {false, true}) {
      final String kind = store ? "stores" : "loads";
      assertEquals(count(trace, 3, 3, store), ToolBench.number(result, "user-" + kind));
      assertEquals(count(trace, 0, 2, store), ToolBench.number(result, "kernel-" + kind));
    }
    for (int cpl = 0; cpl < 4; cpl++) {
      assertEquals(
          count(trace, cpl, cpl, false) + count(trace, cpl, cpl, true),
          ToolBench.number(result, "cpl-" + cpl + "-accesses"));
    }
  }

  private static long count(final Trace trace, final int from, final int to, final boolean store) {
    return IntStream.range(0, trace.size())
        .mapToLong(trace::word)
        .filter(word -> RecordWord.isStore(word) == store)
        .filter(word -> RecordWord.cpl(word) >= from && RecordWord.cpl(word) <= to)
        .count();
  }
}
