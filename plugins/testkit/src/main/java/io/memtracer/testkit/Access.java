package io.memtracer.testkit;

import io.memtracer.api.RecordWord;

/**
 * One memory access of a trace under construction. Made by {@link Traces#load} and {@link
 * Traces#store}; the methods here return a changed copy.
 *
 * @param address virtual address, unsigned
 * @param size bytes: a power of two, 1 to 128
 * @param isStore store or load
 * @param level CPL, 0 to 3
 * @param vcpuId 0 to 255
 * @param instruction address of the accessing instruction
 */
public record Access(
    long address, int size, boolean isStore, int level, int vcpuId, long instruction) {

  static final long USER_PC = 0x40_1000;
  static final long KERNEL_PC = 0xffff_ffff_8100_0000L;

  public Access {
    if (Integer.bitCount(size) != 1 || size > 128) {
      throw new IllegalArgumentException("an access has 1, 2, 4, ... 128 bytes, but size=" + size);
    }
    if (level < 0 || level > 3) {
      throw new IllegalArgumentException("a CPL is 0 to 3, but level=" + level);
    }
    if (vcpuId < 0 || vcpuId > 255) {
      throw new IllegalArgumentException("a vCPU is 0 to 255, but vcpuId=" + vcpuId);
    }
  }

  /**
   * The same access made by kernel code (CPL 0). An instruction address in the lower half, such as
   * the one accesses have by default, moves to the kernel's text.
   *
   * @return the changed copy
   */
  public Access kernel() {
    return cpl(0);
  }

  /**
   * The same access at another privilege level. The instruction address moves to the half of the
   * address space in which code of that level lives, since a record can't express anything else.
   *
   * @param cpl 0 to 3
   * @return the changed copy
   */
  public Access cpl(final int cpl) {
    final long pc = cpl == 3 ? instruction & ~KERNEL_PC : instruction | KERNEL_PC;
    return new Access(address, size, isStore, cpl, vcpuId, pc);
  }

  /**
   * The same access made by another instruction.
   *
   * @param pc the instruction's address
   * @return the changed copy
   */
  public Access pc(final long pc) {
    return new Access(address, size, isStore, level, vcpuId, pc);
  }

  /**
   * The same access made by another vCPU.
   *
   * @param vcpu 0 to 255
   * @return the changed copy
   */
  public Access vcpu(final int vcpu) {
    return new Access(address, size, isStore, level, vcpu, instruction);
  }

  /**
   * Word 0 of the record.
   *
   * @return the word, as {@link RecordWord} lays it out
   */
  public long word() {
    return RecordWord.of(instruction, vcpuId, level, isStore, Integer.numberOfTrailingZeros(size));
  }
}
