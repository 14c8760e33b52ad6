package io.memtracer.host.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.host.TestFactory;
import io.memtracer.host.Waiting;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.RecordingAnalyzer.Script;
import io.memtracer.host.read.ScriptedSource;
import io.memtracer.host.read.TraceSource;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.testkit.TestContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
final class PipelineTest {

  private static final int RECORDS = 20_000;
  private static final long ENDING_MILLIS = 60_000;
  private static final PipelineConfig CONFIG =
      PipelineConfig.defaults().withSizes(1 << 16, 4096, 256, 4).withPatienceNanos(0);

  @TempDir Path scratch;
  private final Records records = Records.random(42, RECORDS);
  private final RecordingFactory healthy = new RecordingFactory("healthy", false, Script.NONE);

  /** One that is ending may take its time where others keep it from running. */
  @AfterEach
  void leavesNoThreadsBehind() throws InterruptedException {
    for (final Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("trace-") || thread.getName().startsWith("analyzer-")) {
        thread.join(ENDING_MILLIS);
        assertFalse(thread.isAlive(), thread::getName);
      }
    }
  }

  private ScriptedSource source() {
    return new ScriptedSource(records.bytes(), at -> 5000, 0);
  }

  private Pipeline start(final Threading threading, final RecordingFactory... factories) {
    final List<LaneSpec> lanes = new ArrayList<>();
    for (final RecordingFactory factory : factories) {
      lanes.add(factory.spec(scratch));
    }
    return Pipeline.start(CONFIG.withThreading(threading), lanes, CONFIG.intakeOf(source()));
  }

  private PipelineResult run(final Threading threading, final RecordingFactory... factories) {
    try (Pipeline pipeline = start(threading, factories)) {
      return pipeline.finish(RECORDS);
    }
  }

  @Test
  void hasTheSameOutcomeWithAnyThreadingAndAnySizes() {
    final List<AnalyzerOutcome> expected = run(Threading.INVOKER, healthy, split()).analyzers();
    for (final Threading threading : Threading.values()) {
      for (final int blockBytes : new int[] {16, 48, 1024, 8176}) {
        final PipelineConfig config =
            CONFIG
                .withThreading(threading)
                .withSizes(1 << 16, blockBytes, Math.max(1, blockBytes / 16), 2);
        try (Pipeline pipeline =
            Pipeline.start(
                config,
                List.of(
                    new RecordingFactory("healthy", false, Script.NONE).spec(scratch),
                    split().spec(scratch)),
                config.intakeOf(source()))) {
          assertEquals(results(expected), results(pipeline.finish(RECORDS).analyzers()));
        }
      }
    }
  }

  private static RecordingFactory split() {
    return new RecordingFactory("split", true, Script.NONE);
  }

  private static List<Object> results(final List<AnalyzerOutcome> outcomes) {
    return outcomes.stream()
        .<Object>map(o -> List.of(o.name(), o.delivered(), o.lost(), o.result().orElseThrow()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void goesThroughTheWholeLifeCycle(final Threading threading) {
    final AnalyzerOutcome outcome = run(threading, healthy).analyzers().get(0);
    assertEquals(List.of("onStart", "onBatch", "onEnd", "close"), healthy.created.get(0).calls());
    assertEquals("healthy", outcome.name());
    assertEquals("1.2.3", outcome.version());
    assertTrue(outcome.busyNanos() > 0);
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void detachesAnAnalyzerThatThrowsWhileOthersGoOn(final Threading threading) {
    Seeds.forEach(
        seed -> {
          final long ordinal = new Random(seed).nextInt(RECORDS - 1000);
          final IllegalStateException cause = new IllegalStateException("no more");
          for (final String phase : List.of("onStart", "onBatch", "onEnd", "close")) {
            final RecordingFactory cranky =
                new RecordingFactory("cranky", false, throwing(phase, ordinal, cause));
            final RecordingFactory other = new RecordingFactory("other", false, Script.NONE);
            final List<AnalyzerOutcome> outcomes = run(threading, cranky, other).analyzers();
            assertEquals(RECORDS, outcomes.get(1).delivered());
            assertEquals(Optional.empty(), outcomes.get(1).failure());
            checkFailed(outcomes.get(0), phase, ordinal, cause);
            assertEquals("close", last(cranky.created.get(0).calls()));
          }
        });
  }

  private static Script throwing(
      final String phase, final long fromOrdinal, final RuntimeException cause) {
    return RecordingAnalyzer.in(
        phase,
        phase.equals("onBatch") ? fromOrdinal : 0,
        now -> {
          throw cause;
        });
  }

  private static void checkFailed(
      final AnalyzerOutcome outcome,
      final String phase,
      final long ordinal,
      final Throwable cause) {
    final AnalyzerFailure failure = outcome.failure().orElseThrow();
    assertEquals(phase, failure.phase());
    assertSame(cause, failure.cause());
    assertEquals(RECORDS, outcome.delivered() + outcome.lost());
    assertEquals(outcome.delivered(), failure.ordinal());
    assertEquals(phase.equals("close"), outcome.result().isPresent());
    switch (phase) {
      case "onStart" -> assertEquals(0, outcome.delivered());
      case "onBatch" -> assertTrue(outcome.delivered() >= ordinal && outcome.lost() > 0);
      default -> assertEquals(RECORDS, outcome.delivered());
    }
  }

  private static String last(final List<String> calls) {
    return calls.get(calls.size() - 1);
  }

  @Test
  void namesThoseThatFailedAtOnce() {
    final RecordingFactory cranky =
        new RecordingFactory("cranky", false, throwing("onStart", 0, new IllegalStateException()));
    try (Pipeline pipeline = start(Threading.DEDICATED, cranky, healthy)) {
      assertEquals(List.of("cranky"), pipeline.failedAnalyzers());
      assertEquals(Optional.empty(), pipeline.failure());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Threading.class,
      names = {"SHARED", "DEDICATED"})
  void losesNothingWhenAnAnalyzerIsSlow(final Threading threading) throws Exception {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final RecordingFactory slow =
        new RecordingFactory(
            "slow",
            false,
            RecordingAnalyzer.in(
                "onBatch",
                0,
                now -> {
                  entered.countDown();
                  await(released);
                }));
    try (Pipeline pipeline = start(threading, slow, healthy)) {
      entered.await();
      Waiting.until(() -> pipeline.counters().ringFull() != 0);
      assertTrue(pipeline.recordsRead() < RECORDS);
      released.countDown();
      final PipelineResult result = pipeline.finish(RECORDS);
      assertEquals(Optional.empty(), result.problem());
      assertEquals(RECORDS, result.analyzers().get(0).delivered());
      assertEquals(RECORDS, result.analyzers().get(1).delivered());
    }
  }

  private static void await(final CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Threading.class,
      names = {"SHARED", "DEDICATED"})
  void canBeClosedInTheMiddleByAnotherThread(final Threading threading) throws Exception {
    final CountDownLatch entered = new CountDownLatch(1);
    final RecordingFactory stuck =
        new RecordingFactory(
            "stuck",
            false,
            RecordingAnalyzer.in(
                "onBatch",
                0,
                now -> {
                  entered.countDown();
                  await(new CountDownLatch(1));
                }));
    final Pipeline pipeline = start(threading, stuck, healthy);
    entered.await();
    final FutureTask<PipelineResult> finishing = new FutureTask<>(() -> pipeline.finish(RECORDS));
    new Thread(finishing).start();
    pipeline.close();
    pipeline.close();
    final Exception e = assertThrows(Exception.class, finishing::get);
    assertInstanceOf(TraceException.class, e.getCause());
    assertEquals("close", last(stuck.created.get(0).calls()));
    assertEquals("close", last(healthy.created.get(0).calls()));
    assertTrue(pipeline.failure().isPresent());
  }

  @Test
  void reportsRecordsThatNeverCame() {
    try (Pipeline pipeline = start(Threading.INVOKER, healthy)) {
      final PipelineResult result = pipeline.finish(RECORDS + 3);
      assertEquals(
          Optional.of("QEMU wrote 20003 records, but only 20000 arrived"), result.problem());
      assertEquals(RECORDS, result.analyzers().get(0).delivered());
    }
  }

  @Test
  void doesAStepAtATimeWhereTheCallerDoesTheWork() {
    try (Pipeline pipeline = start(Threading.INVOKER, healthy)) {
      assertTrue(pipeline.invoke() > 0);
      assertEquals(256, pipeline.recordsRead());
      while (pipeline.invoke() > 0) {}
      assertEquals(RECORDS, healthy.created.get(0).seen().size());
    }
    assertEquals(List.of("onStart", "onBatch", "close"), healthy.created.get(0).calls());
  }

  @Test
  void closesAllIfAnAnalyzerCannotBeCreated() {
    final ScriptedSource source = new ScriptedSource(new byte[0], at -> 0, TraceSource.END);
    final LaneSpec refused =
        new LaneSpec(
            new TestFactory(
                "refusing",
                "never creates anything",
                options -> {
                  throw new InvalidOptionException("low must be below high");
                }),
            "1.0",
            AnalyzerOptions.of(List.of(), Map.of()),
            TestContext.builder().scratchDirectory(scratch).build());
    final TraceException e =
        assertThrows(
            TraceException.class,
            () ->
                Pipeline.start(
                    CONFIG, List.of(healthy.spec(scratch), refused), CONFIG.intakeOf(source)));
    assertEquals(ErrorCategory.USER, e.category());
    assertEquals("analyzer refusing: low must be below high", e.getMessage());
    assertTrue(source.isClosed());
    assertEquals(List.of("close"), healthy.created.get(0).calls());
  }
}
