package io.memtracer.host.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.host.Waiting;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.faults.MisbehavingAnalyzer;
import io.memtracer.host.read.ScriptedSource;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An analyzer that misbehaves in any method, in any way: the one beside it never knows. */
@Timeout(60)
final class MisbehaviourTest {

  private static final int RECORDS = 5000;
  private static final PipelineConfig CONFIG =
      PipelineConfig.defaults().withSizes(1 << 16, 4096, 256, 4).withPatienceNanos(0);

  @TempDir private Path scratch;
  private final Records records = Records.random(7, RECORDS);
  private final RecordingFactory healthy =
      new RecordingFactory("healthy", false, RecordingAnalyzer.Script.NONE);

  private Pipeline start(final Threading threading, final String where, final String how) {
    return Pipeline.start(
        CONFIG.withThreading(threading),
        List.of(misbehaving(where, how), healthy.spec(scratch)),
        CONFIG.intakeOf(source()));
  }

  private ScriptedSource source() {
    return new ScriptedSource(records.bytes(), at -> 5000, 0);
  }

  private LaneSpec misbehaving(final String where, final String how) {
    return misbehaving(where, how, scratch);
  }

  private static LaneSpec misbehaving(final String where, final String how, final Path directory) {
    final MisbehavingAnalyzer.Factory factory = new MisbehavingAnalyzer.Factory();
    return new LaneSpec(
        factory,
        "1.0",
        AnalyzerOptions.of(factory.options(), Map.of("where", where, "how", how)),
        TestContext.builder().scratchDirectory(directory).build());
  }

  static Stream<Arguments> misdeeds() {
    final List<Arguments> all = new ArrayList<>();
    for (final Threading threading : List.of(Threading.SHARED, Threading.DEDICATED)) {
      for (final String where : List.of("create", "onStart", "onBatch", "onEnd", "close")) {
        for (final String how :
            List.of("runtime", "error", "linkage", "checked", "overflow", "interrupt")) {
          all.add(Arguments.of(threading, where, how));
        }
      }
      all.add(Arguments.of(threading, "create", "null"));
      all.add(Arguments.of(threading, "onEnd", "null"));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("misdeeds")
  void isDetachedAndTheOtherSeesEverything(
      final Threading threading, final String where, final String how) {
    try (Pipeline pipeline = start(threading, where, how)) {
      final List<AnalyzerOutcome> outcomes = pipeline.finish(RECORDS).analyzers();
      assertEquals(where, outcomes.get(0).failure().orElseThrow().phase());
      assertEquals(Optional.empty(), outcomes.get(1).failure());
      assertEquals(RECORDS, outcomes.get(1).delivered());
      assertTrue(outcomes.get(1).result().isPresent());
      assertFalse(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SHARED, onBatch", "SHARED, onEnd", "SHARED, close",
    "DEDICATED, onBatch", "DEDICATED, onEnd", "DEDICATED, close"
  })
  void isLeftBehindIfItDoesNotComeBack(final Threading threading, final String where)
      throws IOException {
    final Path life = Files.createDirectory(scratch.resolve("life"));
    final Set<Thread> before = Thread.getAllStackTraces().keySet();
    // Not the recording one, which minds that another thread asks it for its result.
    try (Pipeline pipeline =
        Pipeline.start(
            CONFIG.withThreading(threading),
            List.of(misbehaving(where, "loop", life), misbehaving("nowhere", "")),
            CONFIG.intakeOf(source()))) {
      final Thread watch = new Thread(() -> giveUp(pipeline, where), "watch");
      watch.start();
      final List<AnalyzerOutcome> outcomes = pipeline.finish(RECORDS).analyzers();
      final AnalyzerOutcome looping = outcomes.get(0);
      assertEquals(where, looping.failure().orElseThrow().phase());
      final Throwable cause = looping.failure().orElseThrow().cause();
      assertTrue(cause.getMessage().contains("was left behind"), cause.getMessage());
      assertTrue(
          Stream.of(cause.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("loop")));
      assertEquals(Optional.empty(), outcomes.get(1).failure());
      assertTrue(outcomes.get(1).result().isPresent());
      join(watch);
    }
    Files.delete(life);
    Waiting.until(() -> before.containsAll(analyzing()));
  }

  private static Set<Thread> analyzing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("trace-.*|analyzer-.*"))
        .collect(Collectors.toSet());
  }

  private static void giveUp(final Pipeline pipeline, final String where) {
    final long nanos = TimeUnit.MILLISECONDS.toNanos(100);
    while (!pipeline.giveUp(nanos)) {
      pipeline
          .waitingFor(nanos)
          .ifPresent(
              who -> assertEquals("analyzer misbehaving has not come back from " + where, who));
      LockSupport.parkNanos(nanos / 10);
    }
  }

  private static void join(final Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
