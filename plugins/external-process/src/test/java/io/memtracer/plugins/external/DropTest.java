package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.SeededRandom;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where records may be dropped, a slow tool doesn't hold the guest up, and the loss is exact. */
@ExtendWith(SeededRandom.class)
class DropTest {

  private static final int BATCH = 5_000;

  @TempDir private Path scratch;

  @RepeatedTest(3)
  void whatWasGivenIsWhatWasReadAndWhatWasLost(final Random random) {
    final ToolBench bench = ToolBench.fake(scratch, "naps-between").dropping();
    final ExternalProcessAnalyzer analyzer = bench.analyzer();
    final RecordBatchWriter writer = new RecordBatchWriter(BATCH);
    long given = 0;
    try (analyzer) {
      analyzer.onStart(bench.context());
      while (given < 300_000) {
        writer.clear(given);
        for (int i = 1 + random.nextInt(BATCH); i > 0; i--) {
          writer.add(random.nextLong(), random.nextLong());
        }
        given += writer.batch().size();
        analyzer.onBatch(writer.batch());
      }
      final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(given));
      assertTrue(result.recordsLost() > 0, "nothing was lost");
      assertEquals(given, ToolBench.number(result, "records") + result.recordsLost());
    }
    bench.assertNothingLeft();
  }
}
