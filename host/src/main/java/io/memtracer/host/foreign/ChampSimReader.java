package io.memtracer.host.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * ChampSim's instructions of 64 bytes, little endian: address; is it a branch, was it taken; two
 * registers written and four read; at 16 two addresses written, at 32 four addresses read, 0 for
 * none. Source: ChampSim, inc/trace_instruction.h. Sizes aren't told.
 */
final class ChampSimReader implements ForeignReader {

  private static final int BYTES = 64;
  private static final int STORES_OFFSET = 16;
  private static final int STORES = 2;
  private static final int LOADS_OFFSET = 32;
  private static final int LOADS = 4;

  private final InputStream in;
  private final ByteBuffer instruction = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long number;

  ChampSimReader(final InputStream in) {
    this.in = in;
  }

  @Override
  public int read(final long[] into, final long[] addresses, final int at) throws IOException {
    if (!nextInstruction()) {
      return -1;
    }
    final long pc = instruction.getLong(0);
    int next = at;
    for (int i = 0; i < LOADS; i++) {
      next = add(into, addresses, next, pc, LOADS_OFFSET + i * Long.BYTES, false);
    }
    for (int i = 0; i < STORES; i++) {
      next = add(into, addresses, next, pc, STORES_OFFSET + i * Long.BYTES, true);
    }
    return next - at;
  }

  private int add(
      final long[] into,
      final long[] addresses,
      final int next,
      final long pc,
      final int offset,
      final boolean store) {
    final long address = instruction.getLong(offset);
    if (address == 0) {
      return next;
    }
    into[next] = Words.word(pc, store, 1);
    addresses[next] = address;
    return next + 1;
  }

  private boolean nextInstruction() throws IOException {
    final int read = in.readNBytes(instruction.array(), 0, BYTES);
    if (read > 0 && read < BYTES) {
      throw new MalformedException(
          "instruction %d has %d bytes in place of %d".formatted(number, read, BYTES));
    }
    number++;
    return read == BYTES;
  }
}
