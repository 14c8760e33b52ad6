package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.IOException;

/** A table with a line for each record: what a record has, and whose it is, as numbers. */
final class CsvFormat implements RecordFormat {

  @Override
  public void begin(final Output out) throws IOException {
    out.ascii("ordinal,vcpu,cpl,process,thread,phase,pc,store,size,address\n");
  }

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    final long word = batch.word(index);
    out.decimal(ordinal).ascii(',').decimal(batch.vcpu());
    out.ascii(',').decimal(RecordWord.cpl(word));
    out.ascii(',').decimal(batch.task().process());
    out.ascii(',').decimal(batch.task().thread());
    out.ascii(',').decimal(batch.phase().id());
    out.ascii(",0x").hex(RecordWord.pc(word));
    out.ascii(RecordWord.isStore(word) ? ",1," : ",0,");
    out.decimal(RecordWord.size(word));
    out.ascii(",0x").hex(batch.address(index)).ascii('\n');
  }

  @Override
  public String leavesOut() {
    return "";
  }
}
