package io.memtracer.host.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.SilentAnalyzer;
import io.memtracer.host.TestFactory;
import io.memtracer.host.Waiting;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.read.ScriptedSource;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Interim;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What analyzers say before the end. */
@Timeout(60)
final class InterimTest {

  private static final int RECORDS = 20_000;
  private static final PipelineConfig CONFIG =
      PipelineConfig.defaults().withSizes(1 << 16, 4096, 256, 4).withPatienceNanos(0);

  @TempDir Path scratch;
  private final Records records = Records.random(42, RECORDS);

  private Pipeline start(final Threading threading, final LaneSpec... lanes) {
    return Pipeline.start(
        CONFIG.withThreading(threading),
        List.of(lanes),
        CONFIG.intakeOf(new ScriptedSource(records.bytes(), at -> 5000, 0)));
  }

  private LaneSpec lane(final String name, final boolean split) {
    return new RecordingFactory(name, split, RecordingAnalyzer.Script.NONE).spec(scratch);
  }

  private LaneSpec crankyLane() {
    return new RecordingFactory(
            "cranky",
            false,
            RecordingAnalyzer.in(
                "snapshot",
                0,
                now -> {
                  throw new IllegalStateException("no more");
                }))
        .spec(scratch);
  }

  private Interim ask(final Pipeline pipeline, final Threading threading) {
    if (threading == Threading.INVOKER) {
      pipeline.invoke();
    }
    return pipeline.interim();
  }

  private static boolean allKnowAll(final Interim interim) {
    return interim.analyzers().stream()
        .allMatch(one -> one.result().isPresent() && one.delivered() == RECORDS);
  }

  private static List<Optional<AnalysisResult>> results(final List<AnalyzerOutcome> outcomes) {
    return outcomes.stream().map(AnalyzerOutcome::result).toList();
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void isWhatAnalyzersSayInTheEndOnceTheyHaveAll(final Threading threading) {
    try (Pipeline pipeline = start(threading, lane("whole", false), lane("split", true))) {
      Waiting.until(() -> allKnowAll(ask(pipeline, threading)));
      final Interim last = pipeline.interim();
      assertEquals(Set.of(), last.atEndOnly());
      assertEquals(results(last.analyzers()), results(pipeline.finish(RECORDS).analyzers()));
    }
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void detachesAnAnalyzerThatThrowsWhenAskedAndNoOther(final Threading threading) {
    try (Pipeline pipeline = start(threading, crankyLane(), lane("healthy", false))) {
      Waiting.until(() -> ask(pipeline, threading).analyzers().get(0).failure().isPresent());
      final List<AnalyzerOutcome> outcomes = pipeline.finish(RECORDS).analyzers();
      assertEquals("snapshot", outcomes.get(0).failure().orElseThrow().phase());
      assertEquals(RECORDS, outcomes.get(1).delivered());
      assertEquals(Optional.empty(), outcomes.get(1).failure());
    }
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void namesThoseThatSayNothingBeforeTheEnd(final Threading threading) {
    final TestFactory silent =
        new TestFactory("silent", "says nothing before the end", options -> new SilentAnalyzer());
    try (Pipeline pipeline = start(threading, lane("silent", false).whole(silent))) {
      Waiting.until(() -> ask(pipeline, threading).atEndOnly().equals(Set.of("silent")));
      final AnalyzerOutcome outcome = pipeline.finish(RECORDS).analyzers().get(0);
      assertTrue(outcome.result().isPresent());
    }
  }
}
