package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.IOException;

/**
 * What ChampSim reads: 64 bytes an instruction, little endian: its address; whether it is a branch
 * and was taken; two registers written and four read; at 16 two addresses written, at 32 four
 * addresses read, 0 for none. A load, and the store of the same instruction right behind it, are
 * one instruction; any other access is one of its own, so that their order stays. Source: ChampSim,
 * inc/trace_instruction.h.
 */
final class ChampSimFormat implements RecordFormat {

  private static final int BYTES_BEFORE_STORES = 8;
  private static final int OTHER_STORES = 1;
  private static final int OTHER_LOADS = 3;

  /** The load that waits for its store; 0 for none. */
  private long load;

  private long pcOfLoad;
  private int vcpuOfLoad;

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    final long word = batch.word(index);
    final long pc = RecordWord.pc(word);
    final long address = batch.address(index);
    if (RecordWord.isStore(word)) {
      if (pc != pcOfLoad || batch.vcpu() != vcpuOfLoad) {
        end(out);
      }
      if (load != 0 || address != 0) {
        instruction(out, pc, load, address);
        load = 0;
      }
    } else {
      end(out);
      load = address;
      pcOfLoad = pc;
      vcpuOfLoad = batch.vcpu();
    }
  }

  private static void instruction(
      final Output out, final long pc, final long load, final long store) throws IOException {
    out.littleEndian(pc, Long.BYTES).littleEndian(0, BYTES_BEFORE_STORES);
    out.littleEndian(store, Long.BYTES);
    for (int i = 0; i < OTHER_STORES; i++) {
      out.littleEndian(0, Long.BYTES);
    }
    out.littleEndian(load, Long.BYTES);
    for (int i = 0; i < OTHER_LOADS; i++) {
      out.littleEndian(0, Long.BYTES);
    }
  }

  @Override
  public void end(final Output out) throws IOException {
    if (load != 0) {
      instruction(out, pcOfLoad, load, 0);
      load = 0;
    }
  }

  @Override
  public String leavesOut() {
    return "instructions without accesses, registers and branches, sizes, privilege levels, vCPUs"
        + " and tasks; accesses to address 0";
  }
}
