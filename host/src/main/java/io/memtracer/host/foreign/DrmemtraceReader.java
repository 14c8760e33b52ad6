package io.memtracer.host.foreign;

import java.io.IOException;
import java.io.InputStream;

/**
 * What the tool {@code view} of DynamoRIO's drmemtrace prints: {@code "12 8: 3264604 read 8
 * byte(s) @ 0x00007f6f by PC 0x000055d0"}, and {@code write}; in older versions {@code "12:
 * T3264604 read ..."}. Other lines are instructions, which each access names itself, markers,
 * prefetches, and the words of other programs. Source: DynamoRIO,
 * clients/drcachesim/tools/view.cpp, and the section "Trace Format" of its documentation.
 */
final class DrmemtraceReader implements ForeignReader {

  private static final String UNIT = "byte(s)";
  private static final String PC = "PC";

  private final Lines lines;

  DrmemtraceReader(final InputStream in) {
    lines = new Lines(in);
  }

  @Override
  public int read(final long[] into, final long[] addresses, final int at) throws IOException {
    if (!lines.next()) {
      return -1;
    }
    if (!lines.skipPast(':') || !skipThread()) {
      return 0;
    }
    final boolean store = lines.take("write ");
    if (!store && !lines.take("read ")) {
      return 0;
    }
    lines.skipSpaces();
    final long bytes = lines.count();
    lines.skipSpaces();
    lines.require(lines.take(UNIT) && lines.skipPast('@'), "has no size in bytes");
    lines.skipSpaces();
    addresses[at] = lines.hex();
    lines.skipSpaces();
    lines.require(lines.take("by ") && lines.take(PC), "has no instruction");
    lines.skipSpaces();
    into[at] = Words.word(lines.hex(), store, bytes);
    return 1;
  }

  /** Its number, behind a T or not. */
  private boolean skipThread() {
    lines.skipSpaces();
    lines.take('T');
    final boolean isThere = lines.skipDigits();
    lines.skipSpaces();
    return isThere;
  }
}
