package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InstructionColumnsTest {

  @Test
  void sayWhichInstructionARowIsOf() {
    final Table.Builder table = InstructionColumns.columns(Table.builder("key", "title"));
    InstructionColumns.cells(table.row(), RecordWord.of(0x40_1234L, 1, 3, true, 3));
    InstructionColumns.cells(table.row(), RecordWord.of(-64, 1, 0, false, 0));
    InstructionColumns.cells(table.row(), RecordWord.of(-64, 1, 2, false, 4));
    assertEquals(
        List.of(
            List.of(0x40_1234L, "store", "user", 8L),
            List.of(-64L, "load", "kernel", 1L),
            List.of(-64L, "load", "cpl-2", 16L)),
        table.build().rows());
  }
}
