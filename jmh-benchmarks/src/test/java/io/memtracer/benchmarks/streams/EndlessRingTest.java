package io.memtracer.benchmarks.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceEvent;
import io.memtracer.benchmarks.recorder.Recording;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.ring.SharedRings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EndlessRingTest {

  private static final int RECORDS = 10_000;
  private static final int VCPU_SHIFT = 8;

  @Test
  void bringsTheRecordsOfEachVcpuAgainAndAgain() {
    final Recording recording = new Recording(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      // vCPU 3 has a third of what vCPU 0 has.
      final long vcpu = i % 4 == 0 ? 3 : 0;
      recording.set(i, RecordWord.VALID | vcpu << VCPU_SHIFT, i);
    }
    final Map<Integer, List<Long>> addresses = new HashMap<>();
    try (EndlessRing ring = new EndlessRing(recording);
        SharedRings rings = ring.open()) {
      final BatchAssembler assembler = new BatchAssembler(new Collector(addresses));
      for (int i = 0; i < 10; i++) {
        rings.drain(assembler);
      }
      assembler.flush();
    }
    final List<Long> ofThree = addresses.get(3);
    for (int i = 0; i < 2 * RECORDS / 4; i++) {
      assertEquals(i * 4L % RECORDS, ofThree.get(i));
    }
    assertEquals(List.of(1L, 2L, 3L, 5L), addresses.get(0).subList(0, 4));
    assertEquals(2, addresses.size());
  }

  /** Takes records into lists. */
  private static final class Collector implements BatchSink {

    private final Map<Integer, List<Long>> addresses;
    private final RecordBatchWriter writer = new RecordBatchWriter(4096);

    Collector(final Map<Integer, List<Long>> addresses) {
      this.addresses = addresses;
    }

    @Override
    public RecordBatchWriter tryAcquire() {
      writer.clear(0);
      return writer;
    }

    @Override
    public void deliver(final RecordBatchWriter batch) {
      final List<Long> own =
          addresses.computeIfAbsent(batch.batch().vcpu(), vcpu -> new ArrayList<>());
      for (int i = 0; i < batch.batch().size(); i++) {
        own.add(batch.batch().address(i));
      }
    }

    @Override
    public void event(final TraceEvent event) {
      throw new AssertionError(event);
    }
  }
}
