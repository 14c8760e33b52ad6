package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import java.io.IOException;

/**
 * What Ramulator 2's front end {@code LoadStoreTrace} reads: {@code "LD 0x7f00"}. Source: Ramulator
 * 2, src/frontend/impl/memory_trace/loadstore_trace.cpp; it reads addresses as signed numbers.
 */
final class RamulatorFormat implements RecordFormat {

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    out.ascii(batch.isStore(index) ? "ST 0x" : "LD 0x");
    out.hex(DramAddress.of(batch.address(index))).ascii('\n');
  }

  @Override
  public String leavesOut() {
    return "all but the address (its low 48 bits) and whether it is a store";
  }
}
