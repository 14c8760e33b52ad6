package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import java.io.IOException;

/**
 * What DRAMsim3 reads: {@code "0x7f00 READ 12"}, the number being the cycle in which it comes.
 * There are no cycles in a trace: a record's ordinal stands for it. Source: DRAMsim3, src/common.cc
 * (how a Transaction is read).
 */
final class DramsimFormat implements RecordFormat {

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    out.ascii("0x").hex(DramAddress.of(batch.address(index)));
    out.ascii(batch.isStore(index) ? " WRITE " : " READ ").decimal(ordinal).ascii('\n');
  }

  @Override
  public String leavesOut() {
    return "all but the address (its low 48 bits) and whether it is a store;"
        + " records' ordinals stand for cycles";
  }
}
