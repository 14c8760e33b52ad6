package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.IOException;

/**
 * What gem5's traffic generator plays: a magic number, then protocol buffers, each behind its
 * length: a {@code PacketHeader}, and a {@code Packet} for each record. There are no ticks in a
 * trace: a record's ordinal stands for it. Source: gem5, src/proto/packet.proto,
 * src/proto/protoio.hh and {@code MemCmd} of src/mem/packet.hh.
 */
final class Gem5Format implements RecordFormat {

  private static final String NAME = "memtracer";
  private static final long TICKS_A_SECOND = 1_000_000_000_000L;
  private static final int READ_REQUEST = 1;
  private static final int WRITE_REQUEST = 4;
  private static final int WIRE_VARINT = 0;
  private static final int WIRE_LENGTH = 2;

  @Override
  public void begin(final Output out) throws IOException {
    out.ascii("gem5");
    out.varint(2 + NAME.length() + 1 + Output.varintBytes(TICKS_A_SECOND));
    out.varint(tag(1, WIRE_LENGTH)).varint(NAME.length()).ascii(NAME);
    out.varint(tag(3, WIRE_VARINT)).varint(TICKS_A_SECOND);
  }

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    final long word = batch.word(index);
    final long address = DramAddress.of(batch.address(index));
    final int size = RecordWord.size(word);
    final long pc = RecordWord.pc(word);
    out.varint(5 + fieldBytes(ordinal, address, size, pc));
    out.varint(tag(1, WIRE_VARINT)).varint(ordinal);
    out.varint(tag(2, WIRE_VARINT)).varint(RecordWord.isStore(word) ? WRITE_REQUEST : READ_REQUEST);
    out.varint(tag(3, WIRE_VARINT)).varint(address);
    out.varint(tag(4, WIRE_VARINT)).varint(size);
    out.varint(tag(7, WIRE_VARINT)).varint(pc);
  }

  /** Of the five values; the commands take one byte. */
  private static int fieldBytes(
      final long ordinal, final long address, final int size, final long pc) {
    return Output.varintBytes(ordinal)
        + 1
        + Output.varintBytes(address)
        + Output.varintBytes(size)
        + Output.varintBytes(pc);
  }

  private static int tag(final int field, final int wireType) {
    return field << 3 | wireType;
  }

  @Override
  public String leavesOut() {
    return "privilege levels, vCPUs and tasks; addresses have their low 48 bits, and"
        + " records' ordinals stand for ticks";
  }
}
