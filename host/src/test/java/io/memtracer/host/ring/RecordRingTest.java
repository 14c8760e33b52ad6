package io.memtracer.host.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.TraceEvent.Gap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RecordRingTest {

  private static final int CAPACITY = 4096;

  /** Without the bit that all have. */
  private final List<Long> words = new ArrayList<>();

  private final List<Long> addresses = new ArrayList<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private final List<Integer> vcpus = new ArrayList<>();
  private boolean refuse;
  private boolean refuseEverySecondTime;

  private final BatchAssembler assembler =
      new BatchAssembler(
          new BatchSink() {
            private final RecordBatchWriter writer = new RecordBatchWriter(32);

            @Override
            public RecordBatchWriter tryAcquire() {
              writer.clear(0);
              refuse ^= refuseEverySecondTime;
              return refuse ? null : writer;
            }

            @Override
            public void event(final TraceEvent event) {}

            @Override
            public void deliver(final RecordBatchWriter batch) {
              batchSizes.add(batch.batch().size());
              vcpus.add(batch.batch().vcpu());
              for (int i = 0; i < batch.batch().size(); i++) {
                words.add(batch.batch().word(i) ^ RecordWord.VALID);
                addresses.add(batch.batch().address(i));
              }
            }
          });

  private final RecordRing ring = new RecordRing(CAPACITY);
  private long next;

  @Test
  void passesOnWhatWasPutInAcrossManyWraps() {
    for (int i = 0; i < 1000; i++) {
      assertTrue(put(1 + i % 30, 30));
      assertEquals(1, ring.drain(assembler) + ring.drain(assembler));
    }
    assembler.flush();
    assertEquals(LongStream.range(0, next).boxed().toList(), words);
    assertEquals(LongStream.range(0, next).map(i -> -i).boxed().toList(), addresses);
  }

  @Test
  void gathersBlocksIntoBatchesWithoutSplittingThem() {
    put(10, 10);
    put(20, 20);
    put(3, 3);
    ring.drain(assembler);
    assembler.flush();
    assembler.flush();
    assertEquals(List.of(30, 3), batchSizes);
  }

  /** Bits 8 to 15 of what is put in are the vCPU. */
  @Test
  void cutsBlocksWhereTheVcpuChangesAlsoIfThereIsNoBatchForTheRest() {
    refuseEverySecondTime = true;
    next = 250;
    put(20, 20);
    put(5, 5);
    next = 760;
    put(20, 20);
    while (batchSizes.stream().mapToInt(Integer::intValue).sum() < 45) {
      ring.drain(assembler);
      assembler.flush();
    }
    assertEquals(List.of(6, 19, 8, 12), batchSizes);
    assertEquals(List.of(0, 1, 2, 3), vcpus);
    assertEquals(
        LongStream.concat(LongStream.range(250, 275), LongStream.range(760, 780)).boxed().toList(),
        words);
  }

  @Test
  void holdsBackWhileItIsFullAndWhileNoBatchIsFree() {
    refuse = true;
    int blocks = 0;
    while (put(30, 30)) {
      blocks++;
      assertEquals(0, ring.drain(assembler));
    }
    assertTrue(blocks >= 7, "blocks=" + blocks);
    assertNull(ring.tryClaim(30 * 16));
    refuse = false;
    while (ring.drain(assembler) > 0) {}
    assertNotNull(ring.tryClaim(30 * 16));
    ring.abort();
    assembler.flush();
    assertEquals(LongStream.range(0, 30L * blocks).boxed().toList(), words);
  }

  @Test
  void isDrainedWhenItHasEndedAndNothingIsLeft() {
    put(1, 1);
    ring.drain(assembler);
    ring.drain(assembler);
    assertFalse(ring.isDrained());
    put(1, 1);
    ring.end();
    ring.drain(assembler);
    assertFalse(ring.isDrained());
    ring.drain(assembler);
    assertTrue(ring.isDrained());
  }

  @Test
  void forgetsWhatWasAborted() {
    assertNotNull(ring.tryClaim(16));
    ring.abort();
    put(2, 2);
    ring.end();
    ring.drain(assembler);
    ring.drain(assembler);
    assembler.flush();
    assertTrue(ring.isDrained());
    assertEquals(List.of(0L, 1L), words);
  }

  @Test
  void refusesBlocksThatCanNeverFit() {
    assertEquals(496, RecordRing.maxBlockBytes(CAPACITY));
    final IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ring.tryClaim(512));
    assertEquals("a block may have 496 bytes, but recordBytes=512", e.getMessage());
  }

  @Test
  void decodesTheBytesOfTheWireFormat() {
    final byte[] record = {1, 2, 3, 4, 5, 6, 7, -128, 8, 9, 10, 11, 12, 13, 14, -1};
    final ByteBuffer room = ring.tryClaim(16);
    assertEquals(0, room.position() % 16);
    room.put(record);
    ring.commit(16);
    ring.drain(assembler);
    assembler.flush();
    assertArrayEquals(new Long[] {0x0007_0605_0403_0201L}, words.toArray());
    assertArrayEquals(new Long[] {0xff0e_0d0c_0b0a_0908L}, addresses.toArray());
  }

  /** Where a block begins or ends, twice in a row, where there is no batch, and between vCPUs. */
  @Test
  void tellsOfGapsBetweenRecords() {
    final Collected all = new Collected(64);
    final BatchAssembler into = new BatchAssembler(all);
    put(4, 4);
    putGap(0, 7);
    putGap(0x201, 8);
    for (final int records : new int[] {5, 30}) {
      put(records, records);
      all.refuse = true;
      ring.drain(into);
      all.refuse = false;
      ring.drain(into);
    }
    putGap(1, 1L << 40);
    ring.drain(into);
    into.flush();
    assertEquals(
        LongStream.range(0, 39).map(i -> i | RecordWord.VALID).boxed().toList(), all.words);
    assertEquals(
        List.of(
            new Gap(4, 0, 7, Gap.Cause.SAMPLING),
            new Gap(4, 2, 8, Gap.Cause.DROPPED),
            new Gap(39, 0, 1L << 40, Gap.Cause.DROPPED)),
        all.events);
  }

  @Test
  void cutsABlockAtEachGap() {
    final ByteBuffer block = ring.tryClaim(16 * 7).slice().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 7; i++) {
      block.putLong(i % 3 == 1 ? 0 : i | RecordWord.VALID).putLong(i);
    }
    ring.commit(16 * 7);
    ring.drain(assembler);
    assembler.flush();
    assertEquals(List.of(0L, 2L, 3L, 5L, 6L), words);
    assertEquals(List.of(1, 2, 2), batchSizes);
  }

  /** Whoever writes is another process: a damaged stream ends the trace, with what came before. */
  @Test
  void takesNothingMoreAfterWhatIsNeitherARecordNorAGap() {
    put(5, 5);
    putGap(0, 0);
    put(5, 5);
    while (!ring.isDrained()) {
      ring.drain(assembler);
    }
    assembler.flush();
    assertEquals(5, words.size());
    assertTrue(ring.isClosed());
    assertEquals(
        Optional.of(
            "QEMU wrote what can't be: the stream has neither a record nor a gap, but a gap of 0"
                + " accesses"),
        ring.problem());
    assertEquals(0, ring.drain(assembler));
  }

  private void putGap(final long word, final long accesses) {
    final ByteBuffer room = ring.tryClaim(16).slice().order(ByteOrder.LITTLE_ENDIAN);
    room.putLong(word).putLong(accesses);
    ring.commit(16);
  }

  private boolean put(final int records, final int claimed) {
    final ByteBuffer room = ring.tryClaim(16 * claimed);
    if (room == null) {
      return false;
    }
    final ByteBuffer bytes = room.slice().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < records; i++) {
      bytes.putLong(next | RecordWord.VALID).putLong(-next);
      next++;
    }
    ring.commit(16 * records);
    return true;
  }
}
