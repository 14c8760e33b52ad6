package io.memtracer.host.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Sampling;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.TraceEvent.Gap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RecordRingTest {

  private static final int CAPACITY = 4096;

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
                words.add(batch.batch().word(i));
                addresses.add(batch.batch().address(i));
              }
            }
          });

  private final RecordRing ring = new RecordRing(CAPACITY, SamplingGaps.none());
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
    assertArrayEquals(new Long[] {0x8007_0605_0403_0201L}, words.toArray());
    assertArrayEquals(new Long[] {0xff0e_0d0c_0b0a_0908L}, addresses.toArray());
  }

  /** Blocks of records end anywhere, and so do messages. */
  @Test
  void tellsOfWhatSamplingHasLeftOut() {
    final RecordRing sampled = new RecordRing(CAPACITY, SamplingGaps.of(new Sampling(3, 2)));
    final Collected all = new Collected(64);
    final BatchAssembler into = new BatchAssembler(all);
    for (final int records : new int[] {5, 3, 1, 30, 1}) {
      all.refuse = true;
      assertTrue(put(sampled, records, 30));
      sampled.drain(into);
      all.refuse = false;
      sampled.drain(into);
    }
    into.flush();
    assertEquals(LongStream.range(0, 40).boxed().toList(), all.words);
    assertEquals(
        LongStream.of(8, 16, 24, 32)
            .<TraceEvent>mapToObj(at -> new Gap(at, 0, 24, Gap.Cause.SAMPLING))
            .toList(),
        all.events);
  }

  @Test
  void countsNoGapsWhereNoneCanCome() {
    for (final Sampling sampling :
        List.of(Sampling.ALL, new Sampling(64, 0), new Sampling(0, 64), new Sampling(62, 1))) {
      assertEquals(7, SamplingGaps.of(sampling).before(7), sampling::toString);
    }
    assertEquals(1, SamplingGaps.of(new Sampling(0, 62)).before(7));
  }

  private boolean put(final int records, final int claimed) {
    return put(ring, records, claimed);
  }

  private boolean put(final RecordRing ring, final int records, final int claimed) {
    final ByteBuffer room = ring.tryClaim(16 * claimed);
    if (room == null) {
      return false;
    }
    final ByteBuffer bytes = room.slice().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < records; i++) {
      bytes.putLong(next).putLong(-next);
      next++;
    }
    ring.commit(16 * records);
    return true;
  }
}
