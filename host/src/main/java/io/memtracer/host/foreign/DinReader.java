package io.memtracer.host.foreign;

import java.io.IOException;
import java.io.InputStream;

/**
 * What Dinero reads: a label, an address in hexadecimal, and perhaps the bytes, in decimal. 0 or r
 * is a load, 1 or w a store, 2 or i an instruction, which is that of the accesses behind it; others
 * are no accesses. Source: M. D. Hill, J. Edler, "Dinero IV Trace-Driven Uniprocessor Cache
 * Simulator", formats d and D.
 */
final class DinReader implements ForeignReader {

  private final Lines lines;
  private long pc;

  DinReader(final InputStream in) {
    lines = new Lines(in);
  }

  @Override
  public int read(final long[] into, final long[] addresses, final int at) throws IOException {
    if (!lines.next()) {
      return -1;
    }
    if (lines.isBlank()) {
      return 0;
    }
    final char label = lines.take();
    lines.skipSpaces();
    final long address = lines.hex();
    switch (label) {
      case '0', 'r' -> into[at] = Words.word(pc, false, bytes());
      case '1', 'w' -> into[at] = Words.word(pc, true, bytes());
      case '2', 'i' -> {
        pc = address;
        return 0;
      }
      case '3', '4', 'm', 'c', 'v' -> {
        return 0;
      }
      default -> throw lines.malformed("has a label that din doesn't know");
    }
    addresses[at] = address;
    return 1;
  }

  private long bytes() throws MalformedException {
    return lines.isBlank() ? 1 : lines.count();
  }
}
