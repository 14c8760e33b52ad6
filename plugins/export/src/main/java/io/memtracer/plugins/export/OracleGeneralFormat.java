package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import java.io.IOException;

/**
 * What libCacheSim reads as oracleGeneral: 24 bytes a request, little endian: 32 bits of time, 64
 * of the object, 32 of its size, and 64 of when it is asked for next, {@link NextUses}. An object
 * is a cache line, which an access asks for that begins in it; a record's ordinal stands for the
 * time, in millions. Source: libCacheSim, traceReader/customizedReader/oracle.
 */
final class OracleGeneralFormat implements RecordFormat {

  static final int BYTES = 24;
  static final int OBJECT_OFFSET = 4;
  static final int NEXT_OFFSET = 16;
  static final long NEVER = -1;

  private static final int LINE_SHIFT = 6;
  private static final int RECORDS_A_SECOND = 1_000_000;

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    out.littleEndian(ordinal / RECORDS_A_SECOND, 4);
    out.littleEndian(batch.address(index) >>> LINE_SHIFT, 8);
    out.littleEndian(1 << LINE_SHIFT, 4);
    out.littleEndian(NEVER, 8);
  }

  @Override
  public String leavesOut() {
    return "all but the line of 64 bytes; a second is a million records";
  }
}
