package io.memtracer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RecordBatchTest {

  @Test
  void readsWhatWasAdded() {
    final RecordBatchWriter writer = new RecordBatchWriter(2);
    final Task task = new Task(7, 1234, 1234, 3, "sort");
    final Phase phase = new Phase(2, "warm-up");
    writer.of(1, task, phase);
    writer.clear(1000);
    writer.add(RecordWord.of(0x401000, 1, 3, false, 3), 0x7fff_0000L);
    writer.add(RecordWord.of(-4096, 1, 0, true, 0), 0xffff_8880_0000_1000L);
    final RecordBatch batch = writer.batch();
    assertTrue(writer.isFull());
    assertEquals(2, batch.size());
    assertEquals(1000, batch.firstOrdinal());
    assertEquals(0x7fff_0000L, batch.address(0));
    assertEquals(0x401000, batch.pc(0));
    assertEquals(8, batch.accessSize(0));
    assertEquals(3, batch.cpl(0));
    assertEquals(1, batch.vcpu());
    assertEquals(task, batch.task());
    assertEquals(phase, batch.phase());
    assertEquals(0xffff_8880_0000_1000L, batch.address(1));
    assertEquals(-4096, batch.pc(1));
    assertTrue(batch.isStore(1));
  }

  @Test
  void isFilledAgainAndAgain() {
    final RecordBatchWriter writer = new RecordBatchWriter(4);
    final RecordBatch batch = writer.batch();
    writer.words()[0] = RecordWord.of(1, 0, 3, false, 0);
    writer.addresses()[0] = 42;
    writer.set(7, 1);
    assertSame(batch, writer.batch());
    assertEquals(1, batch.size());
    assertEquals(7, batch.firstOrdinal());
    assertEquals(42, batch.address(0));
  }

  @Test
  void isNumberedAgainForWhoeverGetsAPart() {
    final RecordBatchWriter writer = new RecordBatchWriter(4);
    writer.of(3, Task.UNKNOWN, Phase.NONE);
    writer.clear(100);
    writer.add(RecordWord.of(1, 3, 3, false, 0), 42);
    final RecordBatch part = RecordBatchWriter.renumbered(writer.batch(), 7);
    assertEquals(7, part.firstOrdinal());
    assertEquals(100, writer.batch().firstOrdinal());
    assertEquals(1, part.size());
    assertEquals(3, part.vcpu());
    assertEquals(42, part.address(0));
  }

  @Test
  void hasPhysicalAddressesOnceSomebodyFillsThem() {
    final RecordBatchWriter writer = new RecordBatchWriter(2);
    writer.clear(5);
    writer.add(RecordWord.of(1, 0, 3, false, 0), 0x7000);
    assertFalse(writer.batch().hasPhysicalAddresses());
    assertEquals(PhysicalAddress.UNKNOWN, writer.batch().physical(0));
    writer.physical()[0] = PhysicalAddress.of(0x1234000, false);
    assertTrue(writer.batch().hasPhysicalAddresses());
    assertEquals(0x1234000, writer.batch().physical(0));
    assertEquals(0x1234000, RecordBatchWriter.renumbered(writer.batch(), 0).physical(0));
  }

  @Test
  void refusesSizesThatDoNotFit() {
    final RecordBatchWriter writer = new RecordBatchWriter(1);
    final IllegalArgumentException tooMany =
        assertThrows(IllegalArgumentException.class, () -> writer.set(0, 2));
    assertEquals("size must be 0 to 1, but size=2", tooMany.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RecordBatchWriter(0));
  }
}
