package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import org.junit.jupiter.api.Test;

final class InstructionKeysTest {

  private static final long PC = 0x40_1234L;
  private static final long KERNEL_PC = 0xffff_ffff_8100_0000L;

  @Test
  void haveTheProgramForTheVcpu() {
    for (final int program : new int[] {0, 1, 255}) {
      final long bits = InstructionKeys.programBits(program);
      final long key = InstructionKeys.of(RecordWord.of(PC, 7, 3, true, 2), bits);
      assertEquals(InstructionKeys.of(RecordWord.of(PC, 0, 3, true, 2), bits), key);
      assertEquals(program, InstructionKeys.program(key));
      assertEquals(PC, RecordWord.pc(key));
      assertEquals(4, RecordWord.size(key));
    }
  }

  @Test
  void ofTheKernelHaveNone() {
    final long bits = InstructionKeys.programBits(5);
    for (int cpl = 0; cpl < 3; cpl++) {
      final long key = InstructionKeys.of(RecordWord.of(KERNEL_PC, 7, cpl, false, 3), bits);
      assertEquals(0, InstructionKeys.program(key));
      assertEquals(KERNEL_PC, RecordWord.pc(key));
    }
  }

  @Test
  void withTheProgramAreTheSameToTakeTheKeyOf() {
    final long bits = InstructionKeys.programBits(5);
    for (int cpl = 0; cpl <= 3; cpl++) {
      final long word = RecordWord.of(KERNEL_PC, 7, cpl, false, 3);
      final long with = InstructionKeys.withProgram(word, bits);
      assertEquals(5, InstructionKeys.program(with));
      assertEquals(InstructionKeys.of(word, bits), InstructionKeys.of(with, bits));
    }
  }

  @Test
  void takeProgramsWithoutRoomForNone() {
    assertEquals(0, InstructionKeys.programBits(256));
  }
}
