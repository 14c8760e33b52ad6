package io.memtracer.host.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.pipeline.Records;
import io.memtracer.host.pipeline.Seeds;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.ring.RecordRing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.agrona.concurrent.AgentTerminationException;
import org.junit.jupiter.api.Test;

final class TraceReaderTest {

  private static final int BLOCK_BYTES = 256;

  /** A reader, and what came out of the ring behind it. */
  private static final class Rig implements BatchSink {
    private final RecordRing ring = new RecordRing(4096);
    private final BatchAssembler assembler = new BatchAssembler(this);
    private final RecordBatchWriter writer = new RecordBatchWriter(64);
    private final List<Long> words = new ArrayList<>();
    private final List<Long> addresses = new ArrayList<>();
    private final TraceReader reader;
    private int gaps;

    Rig(final TraceSource source) {
      this(source, false);
    }

    Rig(final TraceSource source, final boolean gaps) {
      reader = new TraceReader(source, ring, BLOCK_BYTES, gaps, 0);
    }

    @Override
    public RecordBatchWriter tryAcquire() {
      writer.clear(0);
      return writer;
    }

    @Override
    public void event(final TraceEvent event) {
      gaps++;
    }

    @Override
    public void deliver(final RecordBatchWriter batch) {
      for (int i = 0; i < batch.batch().size(); i++) {
        words.add(batch.batch().word(i));
        addresses.add(batch.batch().address(i));
      }
    }

    Rig run() {
      while (!ring.isDrained()) {
        step();
        ring.drain(assembler);
      }
      assembler.flush();
      return this;
    }

    int step() {
      try {
        return reader.doWork();
      } catch (AgentTerminationException e) {
        assertTrue(e.isExpected());
        return 0;
      }
    }

    void assertSaw(final Records records) {
      assertArrayEquals(records.words(), words.stream().mapToLong(w -> w).toArray());
      assertArrayEquals(records.addresses(), addresses.stream().mapToLong(a -> a).toArray());
      assertEquals(records.size(), reader.recordsRead());
    }
  }

  private static Rig endless(final byte[] bytes, final IntUnaryOperator pieces) {
    return new Rig(new ScriptedSource(bytes, pieces, 0));
  }

  private static Rig ending(final byte[] bytes) {
    return new Rig(new ScriptedSource(bytes, at -> 100, TraceSource.END));
  }

  /** So many of records. */
  private static byte[] bytes(final int count) {
    return Arrays.copyOf(Records.random(4, count / 16 + 1).bytes(), count);
  }

  @Test
  void putsRecordsTogetherHoweverTheyAreSplit() {
    final Records records = Records.random(1, 100);
    for (int piece = 1; piece <= 3 * BLOCK_BYTES; piece++) {
      final int size = piece;
      final Rig rig = endless(records.bytes(), at -> size);
      rig.reader.finishAt(records.size());
      rig.run().assertSaw(records);
      assertEquals(Optional.empty(), rig.reader.problem());
    }
  }

  @Test
  void putsRecordsTogetherFromRandomPieces() {
    Seeds.forEach(
        seed -> {
          final Random random = new Random(seed);
          final Records records = Records.random(seed, 10_000);
          final Rig rig = endless(records.bytes(), at -> 1 + random.nextInt(2 * BLOCK_BYTES));
          rig.reader.finishWhenEmpty();
          rig.run().assertSaw(records);
          assertEquals(Optional.empty(), rig.reader.problem());
        });
  }

  /** Of each five, the third is a gap. */
  @Test
  void countsRecordsAndNotGaps() {
    final Records stream = Records.random(3, 1000);
    for (int i = 2; i < stream.size(); i += 5) {
      stream.words()[i] = 0;
      stream.addresses()[i] = i;
    }
    final Rig rig = new Rig(new ScriptedSource(stream.bytes(), at -> 1 + at % 100, 0), true);
    rig.reader.finishAt(800);
    rig.run();
    assertEquals(800, rig.words.size());
    assertEquals(800, rig.reader.recordsRead());
    assertEquals(200, rig.gaps);
    assertEquals(Optional.empty(), rig.reader.problem());
    assertEquals(16 * 1000, rig.reader.counters().bytesRead());
  }

  @Test
  void endsWithItsSource() {
    final Records records = Records.random(2, 77);
    final Rig rig = ending(records.bytes());
    rig.run().assertSaw(records);
    assertEquals(Optional.empty(), rig.reader.problem());
  }

  @Test
  void reportsAPartialRecordAndDoesNotDeliverIt() {
    final Rig rig = ending(bytes(39));
    rig.run();
    assertEquals(2, rig.words.size());
    assertEquals(2, rig.reader.recordsRead());
    assertEquals(7, rig.reader.partialBytes());
    assertEquals(
        Optional.of("the trace ends inside a record, after 7 of its 16 bytes"),
        rig.reader.problem());
  }

  @Test
  void goesOnUntilItIsToldToFinish() {
    final Rig rig = endless(bytes(32), at -> 32);
    assertEquals(32, rig.step());
    assertEquals(0, rig.step());
    assertEquals(0, rig.step());
    rig.ring.drain(rig.assembler);
    assertFalse(rig.ring.isDrained());
    rig.reader.finishAt(2);
    rig.run();
    assertEquals(2, rig.words.size());
  }

  @Test
  void reportsRecordsThatNeverCame() {
    final Rig rig = endless(bytes(32), at -> 32);
    rig.reader.finishAt(5);
    rig.run();
    assertEquals(2, rig.words.size());
    assertEquals(Optional.of("QEMU wrote 5 records, but only 2 arrived"), rig.reader.problem());
  }

  @Test
  void reportsRecordsThatNobodyCounted() {
    final Rig rig = endless(bytes(64), at -> 16);
    rig.reader.finishAt(3);
    rig.run();
    assertEquals(4, rig.words.size());
    assertEquals(Optional.of("QEMU counted 3 records, but 4 arrived"), rig.reader.problem());
  }

  @Test
  void deliversWhatItReadBeforeAReadFailed() {
    final Rig rig = new Rig(new ScriptedSource(bytes(160), at -> 40, 0).failingAt(100));
    rig.run();
    assertEquals(7, rig.words.size());
    assertEquals(
        Optional.of("reading the trace failed: the disk is on fire"), rig.reader.problem());
    assertEquals(8, rig.reader.partialBytes());
  }

  @Test
  void waitsWhileTheRingIsFullAndCountsIt() {
    final Records records = Records.random(3, 1000);
    final Rig rig = endless(records.bytes(), at -> BLOCK_BYTES);
    rig.reader.finishAt(records.size());
    int steps = 0;
    while (rig.step() > 0) {
      steps++;
    }
    assertTrue(steps >= 14, "steps=" + steps);
    assertEquals(0, rig.step());
    assertEquals(2, rig.reader.counters().ringFull());
    assertEquals(steps, rig.reader.counters().reads());
    rig.run().assertSaw(records);
  }

  @Test
  void closesItsSource() {
    final ScriptedSource source = new ScriptedSource(bytes(0), at -> 0, 0);
    final Rig rig = new Rig(source);
    rig.reader.onClose();
    assertTrue(source.isClosed());
  }
}
