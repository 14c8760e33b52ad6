package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AssertingAnalyzerTest {

  private final AssertingAnalyzer analyzer = new AssertingAnalyzer(sum(new SumFactory()));

  @Test
  void passesOnWhatIsRight() {
    final Trace trace = Traces.sequential(0x1000, 1000);
    final Replay replay = Replay.of(trace).in(Partition.fixed(300));
    assertEquals(replay.into(sum(new SumFactory())), replay.into(analyzer));
    assertEquals(1000, analyzer.delivered());
    assertTrue(analyzer.closed());
  }

  @Test
  void wantsTheMethodsInOrder() {
    fails("onBatch was called in state CREATED, not STARTED", () -> analyzer.onBatch(batch(0, 1)));
    analyzer.onStart(TestContext.DEFAULT);
    fails(
        "onStart was called in state STARTED, not CREATED",
        () -> analyzer.onStart(TestContext.DEFAULT));
    analyzer.onEnd(EndOfTrace.of(0));
    fails("onEnd was called in state ENDED, not STARTED", () -> analyzer.onEnd(EndOfTrace.of(0)));
    fails("snapshot was called in state ENDED, not STARTED", analyzer::snapshot);
    analyzer.close();
    fails("close was called twice", analyzer::close);
  }

  @Test
  void wantsContiguousBatchesAndTheTrueCount() {
    analyzer.onStart(TestContext.DEFAULT);
    analyzer.onBatch(batch(0, 5));
    fails(
        "the batch should start at ordinal 5, but starts at 6",
        () -> analyzer.onBatch(batch(6, 1)));
    fails("onBatch was called with an empty batch", () -> analyzer.onBatch(batch(5, 0)));
    fails(
        "the event should be at ordinal 5, but is at 4",
        () -> analyzer.onEvent(new TraceEvent.PhaseEnd(4, Phase.NONE)));
    fails("record 5 is of another vCPU than its batch", () -> analyzer.onBatch(batchOfTwoVcpus(5)));
    fails("onEnd should be told 5 records, but was told 6", () -> analyzer.onEnd(EndOfTrace.of(6)));
  }

  @Test
  void wantsOneThread() {
    analyzer.onStart(TestContext.DEFAULT);
    final CompletionException thrown =
        assertThrows(
            CompletionException.class,
            () -> CompletableFuture.runAsync(() -> analyzer.onBatch(batch(0, 1))).join());
    assertTrue(thrown.getCause().getMessage().startsWith("onBatch was called on thread "));
  }

  @Test
  void wantsQuietAfterAFailure() {
    final AssertingAnalyzer cranky =
        new AssertingAnalyzer(new CrankyAnalyzer(sum(new SumFactory()), new Random(), 1));
    assertThrows(CrankyAnalyzer.CrankyException.class, () -> cranky.onStart(TestContext.DEFAULT));
    fails("onBatch was called after the analyzer had thrown", () -> cranky.onBatch(batch(0, 1)));
    assertThrows(CrankyAnalyzer.CrankyException.class, cranky::close);
  }

  @Test
  void overwritesBatchesButNotThoseOfItsCaller() {
    final RecordBatch given = batch(0, 3);
    analyzer.onStart(TestContext.DEFAULT);
    analyzer.onBatch(given);
    assertEquals(2, given.address(2));
    final Replay replay = Replay.of(Traces.sequential(0, 10)).in(Partition.singles());
    assertNotEquals(
        replay.into(sum(new BrokenFactories.KeepsBatches())),
        replay.into(new AssertingAnalyzer(sum(new BrokenFactories.KeepsBatches()))));
  }

  private static TraceAnalyzer sum(final SumFactory factory) {
    return factory.create(AnalyzerOptions.of(factory.options(), Map.of()));
  }

  private static RecordBatch batch(final long firstOrdinal, final int size) {
    final RecordBatchWriter writer = new RecordBatchWriter(8);
    writer.clear(firstOrdinal);
    for (int i = 0; i < size; i++) {
      writer.add(Traces.load(i, 8).word(), i);
    }
    return writer.batch();
  }

  private static RecordBatch batchOfTwoVcpus(final long firstOrdinal) {
    final RecordBatchWriter writer = new RecordBatchWriter(8);
    writer.clear(firstOrdinal);
    writer.add(Traces.load(0, 8).vcpu(1).word(), 0);
    return writer.batch();
  }

  private static void fails(final String message, final Executable call) {
    assertEquals(message, assertThrows(AssertionError.class, call).getMessage());
  }
}
