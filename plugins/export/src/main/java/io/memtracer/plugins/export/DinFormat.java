package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.IOException;

/**
 * What Dinero reads: 0 for a load or 1 for a store, the address, and behind it the bytes, which
 * traditional readers ignore and Dinero IV's own format has there. Source: M. D. Hill, J. Edler,
 * "Dinero IV Trace-Driven Uniprocessor Cache Simulator".
 */
final class DinFormat implements RecordFormat {

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    final long word = batch.word(index);
    out.ascii(RecordWord.isStore(word) ? "1 " : "0 ").hex(batch.address(index));
    out.ascii(' ').decimal(RecordWord.size(word)).ascii('\n');
  }

  @Override
  public String leavesOut() {
    return "instructions, privilege levels, vCPUs and tasks";
  }
}
