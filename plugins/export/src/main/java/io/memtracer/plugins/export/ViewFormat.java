package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.IOException;

/**
 * A line for people: ordinal, vCPU, privilege level, process/thread, instruction, load or store
 * with its bytes, address.
 */
final class ViewFormat implements RecordFormat {

  private static final int ADDRESS_DIGITS = 16;

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    final long word = batch.word(index);
    out.decimal(ordinal).ascii(" vcpu").decimal(batch.vcpu());
    out.ascii(" cpl").decimal(RecordWord.cpl(word));
    out.ascii(' ').decimal(batch.task().process());
    out.ascii('/').decimal(batch.task().thread());
    out.ascii(' ').hex(RecordWord.pc(word), ADDRESS_DIGITS);
    out.ascii(RecordWord.isStore(word) ? " store " : " load  ");
    out.decimal(RecordWord.size(word));
    out.ascii(' ').hex(batch.address(index), ADDRESS_DIGITS).ascii('\n');
  }

  @Override
  public String leavesOut() {
    return "the phase";
  }
}
