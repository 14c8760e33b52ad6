package io.memtracer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordWordTest {

  @Test
  void takesApartAWordWrittenByHand() {
    // valid, PC 0x401136, vCPU 2, CPL 3, store, sign-extended, big endian, 4 bytes
    final long word = 0x8000_0000_0000_0000L | 0x401136L << 16 | 2 << 8 | 0b1111_1010;
    assertEquals(4, RecordWord.size(word));
    assertTrue(RecordWord.isSignExtended(word));
    assertTrue(RecordWord.isBigEndian(word));
    assertTrue(RecordWord.isStore(word));
    assertEquals(3, RecordWord.cpl(word));
    assertTrue(RecordWord.isUser(word));
    assertEquals(1, RecordWord.userBit(word));
    assertEquals(2, RecordWord.vcpu(word));
    assertEquals(0x401136L, RecordWord.pc(word));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x401136L, 0x5555_5555_4000L, 0x7fff_ffff_ffffL})
  void keepsUserPcs(final long pc) {
    assertEquals(pc, RecordWord.pc(RecordWord.of(pc, 255, 3, true, 7)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0xffff_8000_0000_0000L, 0xffff_ffff_8100_0000L, 0xffff_ffff_c000_1234L, -1})
  void keepsKernelPcs(final long pc) {
    for (int cpl = 0; cpl < 3; cpl++) {
      assertEquals(pc, RecordWord.pc(RecordWord.of(pc, 0, cpl, false, 0)));
    }
  }

  @Test
  void putsTogetherWhatItTakesApart() {
    for (int sizeLog2 = 0; sizeLog2 < 8; sizeLog2++) {
      for (int cpl = 0; cpl < 4; cpl++) {
        final long word = RecordWord.of(0x1234, 17, cpl, sizeLog2 % 2 == 0, sizeLog2);
        assertEquals(1 << sizeLog2, RecordWord.size(word));
        assertEquals(cpl, RecordWord.cpl(word));
        assertEquals(17, RecordWord.vcpu(word));
        assertEquals(sizeLog2 % 2 == 0, RecordWord.isStore(word));
        assertFalse(RecordWord.isBigEndian(word));
        assertFalse(RecordWord.isSignExtended(word));
      }
    }
  }

  @Test
  void tellsUserCodeAsANumber() {
    for (int cpl = 0; cpl < 4; cpl++) {
      final long word = RecordWord.of(-1, 255, cpl, true, 7);
      assertEquals(RecordWord.isUser(word) ? 1 : 0, RecordWord.userBit(word));
    }
  }
}
