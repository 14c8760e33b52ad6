package io.memtracer.host.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.read.FifoSource;
import io.memtracer.host.status.AnalyzerOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Known streams through a real FIFO. */
@Timeout(180)
final class PipelineFifoTest {

  private static final PipelineConfig CONFIG =
      PipelineConfig.defaults().withSizes(1 << 16, 4096, 256, 4);

  @TempDir Path scratch;
  private Path fifo;

  @BeforeEach
  void makeFifo() throws Exception {
    fifo = FifoWriter.mkfifo(scratch);
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void bringsEveryRecordToEveryAnalyzer(final Threading threading) {
    Seeds.forEach(
        seed -> {
          final Random random = new Random(seed);
          check(threading, Records.random(seed, 100_000), at -> 1 + random.nextInt(70_000));
        });
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void bringsEveryRecordOfTinyWrites(final Threading threading) {
    for (int piece = 1; piece <= 17; piece++) {
      final int size = piece;
      check(threading, Records.random(piece, 1000), at -> size);
    }
  }

  @ParameterizedTest
  @EnumSource(Threading.class)
  void copesWithNoRecordsAtAll(final Threading threading) {
    check(threading, Records.random(0, 0), at -> 1);
  }

  private void check(
      final Threading threading, final Records records, final IntUnaryOperator pieces) {
    final RecordingFactory one = new RecordingFactory("one", false, RecordingAnalyzer.Script.NONE);
    final RecordingFactory two = new RecordingFactory("two", true, RecordingAnalyzer.Script.NONE);
    final PipelineResult result = run(threading, records, pieces, one, two);
    assertEquals(Optional.empty(), result.problem());
    assertEquals(records.size(), result.counters().recordsRead());
    assertEquals(16L * records.size(), result.counters().bytesRead());
    for (final AnalyzerOutcome outcome : result.analyzers()) {
      assertEquals(Optional.empty(), outcome.failure());
      assertEquals(records.size(), outcome.delivered());
      assertEquals(0, outcome.lost());
    }
    assertSame(records, one.created.get(0).seen());
    assertSame(records, two.created.get(0).seen());
    assertSame(records.ofCpl(cpl -> cpl == 3), two.created.get(1).seen());
    assertSame(records.ofCpl(cpl -> cpl != 3), two.created.get(2).seen());
  }

  private PipelineResult run(
      final Threading threading,
      final Records records,
      final IntUnaryOperator pieces,
      final RecordingFactory... factories) {
    final FifoSource source = FifoSource.open(fifo);
    try (Pipeline pipeline =
        Pipeline.start(
            CONFIG.withThreading(threading),
            List.of(factories).stream().map(factory -> factory.spec(scratch)).toList(),
            CONFIG.intakeOf(source))) {
      final FutureTask<Void> writer = FifoWriter.start(fifo, records.bytes(), pieces);
      final PipelineResult result = pipeline.finish(records.size());
      writer.get();
      return result;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void drainsThePipeOfAWriterThatDiedInTheMiddleOfARecord() throws Exception {
    final Records records = Records.random(7, 3000);
    final byte[] bytes = new byte[16 * 3000 + 5];
    System.arraycopy(records.bytes(), 0, bytes, 0, 16 * 3000);
    final RecordingFactory factory =
        new RecordingFactory("one", false, RecordingAnalyzer.Script.NONE);
    try (Pipeline pipeline =
        Pipeline.start(
            CONFIG, List.of(factory.spec(scratch)), CONFIG.intakeOf(FifoSource.open(fifo)))) {
      final FutureTask<Void> writer = FifoWriter.start(fifo, bytes, at -> 1000);
      writer.get();
      final PipelineResult result = pipeline.finishIncomplete(EndOfTrace.of(0));
      assertEquals(
          Optional.of("the trace ends inside a record, after 5 of its 16 bytes"), result.problem());
      assertEquals(5, result.partialBytes());
      assertEquals(3000, result.analyzers().get(0).delivered());
    }
    assertSame(records, factory.created.get(0).seen());
  }

  private static void assertSame(final Records expected, final Records actual) {
    assertEquals(expected.size(), actual.size());
    assertArrayEquals(expected.words(), actual.words());
    assertArrayEquals(expected.addresses(), actual.addresses());
  }
}
