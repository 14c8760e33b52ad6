package io.memtracer.host.foreign;

import java.io.IOException;
import java.io.InputStream;

/**
 * What {@code valgrind --tool=lackey --trace-mem=yes} prints: {@code "I 04001090,3"}, {@code " L
 * 1ffefff0,8"}, {@code " S"} and {@code " M"} for a load and a store. An instruction is that of the
 * accesses behind it. Other lines are Valgrind's own words, {@code "==7== ..."}. Source: Valgrind
 * User Manual, "Lackey: an example tool".
 */
final class LackeyReader implements ForeignReader {

  private final Lines lines;
  private long pc;

  LackeyReader(final InputStream in) {
    lines = new Lines(in);
  }

  @Override
  public int read(final long[] into, final long[] addresses, final int at) throws IOException {
    if (!lines.next()) {
      return -1;
    }
    if (lines.at(0) == '=' || lines.at(0) == '-' || lines.at(0) == '*' || lines.isBlank()) {
      return 0;
    }
    lines.from(0);
    lines.skipSpaces();
    final char kind = lines.take();
    lines.skipSpaces();
    final long address = lines.hex();
    lines.require(lines.take(','), "has no size");
    final long bytes = lines.count();
    switch (kind) {
      case 'I' -> {
        pc = address;
        return 0;
      }
      case 'L' -> into[at] = Words.word(pc, false, bytes);
      case 'S' -> into[at] = Words.word(pc, true, bytes);
      case 'M' -> {
        into[at] = Words.word(pc, false, bytes);
        into[at + 1] = Words.word(pc, true, bytes);
        addresses[at + 1] = address;
      }
      default -> throw lines.malformed("is none of lackey's");
    }
    addresses[at] = address;
    return kind == 'M' ? 2 : 1;
  }
}
