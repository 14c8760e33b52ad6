package io.memtracer.host.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.Waiting;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.RecordingAnalyzer.Script;
import io.memtracer.host.ring.RingWriter;
import io.memtracer.host.ring.SharedRings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Known streams through shared rings, written while they are read. */
@Timeout(180)
final class PipelineRingsTest {

  private static final PipelineConfig CONFIG =
      PipelineConfig.defaults().withSizes(1 << 16, 4096, 256, 2);
  private static final int VCPU = 9;
  private static final int RECORDS = 50_000;

  @TempDir Path scratch;
  private Path prefix;
  private RingWriter writer;

  @BeforeEach
  void makeRing() {
    prefix = scratch.resolve("trace");
    writer = new RingWriter(prefix, 1 << 14, 10_000).vcpu(VCPU);
  }

  private SharedRings rings() {
    return SharedRings.open(prefix, List.of(VCPU), () -> true, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Threading.class,
      names = {"SHARED", "DEDICATED"})
  void bringsEveryRecordToEveryAnalyzer(final Threading threading) {
    final Records records = ofVcpu(Records.random(11, RECORDS));
    final Random random = new Random(12);
    final RecordingFactory one = new RecordingFactory("one", false, Script.NONE);
    final RecordingFactory two = new RecordingFactory("two", true, Script.NONE);
    try (Pipeline pipeline =
        Pipeline.start(
            CONFIG.withThreading(threading),
            List.of(one.spec(scratch), two.spec(scratch)),
            rings())) {
      for (int i = 0; i < RECORDS; ) {
        final int end = Math.min(RECORDS, i + 1 + random.nextInt(80));
        while (i < end) {
          writer.add(records.words()[i], records.addresses()[i++]);
        }
        Waiting.until(() -> writer.write(VCPU));
      }
      final PipelineResult result = pipeline.finish(RECORDS);
      assertEquals(Optional.empty(), result.problem());
      assertEquals(RECORDS, result.counters().recordsRead());
      assertEquals(RECORDS, result.analyzers().get(0).delivered());
    }
    assertSame(records, one.created.get(0).seen());
    assertSame(records, two.created.get(0).seen());
    assertSame(records.ofCpl(cpl -> cpl == 3), two.created.get(1).seen());
  }

  private static Records ofVcpu(final Records records) {
    final long[] words = records.words();
    for (int i = 0; i < words.length; i++) {
      words[i] = RingWriter.withVcpu(words[i], VCPU);
    }
    return records;
  }

  @Test
  void reportsWhatIsThereWhenTheWriterIsGone() {
    writer.add(Long.MIN_VALUE, 5).write(VCPU);
    writer.dieWriting(VCPU, 100);
    final RecordingFactory one = new RecordingFactory("one", false, Script.NONE);
    try (Pipeline pipeline = Pipeline.start(CONFIG, List.of(one.spec(scratch)), rings())) {
      final PipelineResult result = pipeline.finishIncomplete(EndOfTrace.of(0));
      assertEquals(1, result.analyzers().get(0).delivered());
      assertEquals(Optional.empty(), result.problem());
    }
  }

  @Test
  void endsTheTraceWhereARingIsBroken() {
    writer.addRaw(77).write(VCPU);
    final RecordingFactory one = new RecordingFactory("one", false, Script.NONE);
    final PipelineResult result = run(List.of(one.spec(scratch)), 1);
    assertEquals(
        Optional.of(
            "QEMU wrote what can't be: a record has the number 77 of a site that isn't in the"
                + " table"),
        result.problem());
    assertEquals(0, result.analyzers().get(0).delivered());
    assertEquals(Optional.empty(), result.analyzers().get(0).failure());
  }

  private PipelineResult run(final List<LaneSpec> lanes, final long records) {
    try (Pipeline pipeline = Pipeline.start(CONFIG, lanes, rings())) {
      return pipeline.finish(records);
    }
  }

  @Test
  void givesUpTheRingsWhenItIsClosed() {
    final RecordingFactory one = new RecordingFactory("one", false, Script.NONE);
    for (int i = 0; i < 2; i++) {
      final Pipeline pipeline = Pipeline.start(CONFIG, List.of(one.spec(scratch)), rings());
      pipeline.close();
      pipeline.close();
    }
  }

  private static void assertSame(final Records expected, final Records actual) {
    assertArrayEquals(expected.words(), actual.words());
    assertArrayEquals(expected.addresses(), actual.addresses());
  }
}
