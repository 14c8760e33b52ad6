package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.IOException;

/**
 * What {@code valgrind --tool=lackey --trace-mem=yes} prints of loads and stores: {@code " L
 * 1ffefff0,8"}. Source: Valgrind User Manual, "Lackey: an example tool".
 */
final class LackeyFormat implements RecordFormat {

  private static final int LEAST_DIGITS = 8;

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    final long word = batch.word(index);
    final long address = batch.address(index);
    out.ascii(RecordWord.isStore(word) ? " S " : " L ");
    if (address >>> (4 * LEAST_DIGITS) == 0) {
      out.hex(address, LEAST_DIGITS);
    } else {
      out.hex(address);
    }
    out.ascii(',').decimal(RecordWord.size(word)).ascii('\n');
  }

  @Override
  public String leavesOut() {
    return "instructions, privilege levels, vCPUs and tasks";
  }
}
