package io.memtracer.host.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table with a line for each access, below a line with the names of its columns, separated by
 * commas: {@code address}, and where they are there {@code pc}, {@code store} (0 or 1), {@code
 * size} and {@code cpl}, in any order among others. Addresses are in hexadecimal, with 0x before
 * them or not. So the analyzer {@code export} writes it.
 */
final class CsvReader implements ForeignReader {

  /** What a column says; others say nothing to us. */
  private enum Meaning {
    ADDRESS,
    PC,
    STORE,
    SIZE,
    CPL,
    OTHER
  }

  private static final int MOST_CPL = 3;
  private static final int UNKNOWN = -1;

  private final Lines lines;
  private Meaning[] columns;

  CsvReader(final InputStream in) {
    lines = new Lines(in);
  }

  @Override
  public int read(final long[] into, final long[] addresses, final int at) throws IOException {
    if (columns == null && !readNames()) {
      return -1;
    }
    if (!lines.next()) {
      return -1;
    }
    if (lines.isBlank()) {
      return 0;
    }
    long pc = 0;
    long size = 1;
    int cpl = UNKNOWN;
    boolean store = false;
    for (int i = 0; i < columns.length; i++) {
      lines.require(i == 0 || lines.take(','), "has too few columns");
      switch (columns[i]) {
        case ADDRESS -> addresses[at] = lines.hex();
        case PC -> pc = lines.hex();
        case STORE -> store = lines.digit(1) == 1;
        case SIZE -> size = lines.count();
        case CPL -> cpl = lines.digit(MOST_CPL);
        case OTHER -> lines.skipUpTo(',');
      }
    }
    lines.require(lines.isBlank(), "has too many columns");
    into[at] = cpl == UNKNOWN ? Words.word(pc, store, size) : Words.word(pc, cpl, store, size);
    return 1;
  }

  private boolean readNames() throws IOException {
    if (!lines.next()) {
      return false;
    }
    final List<Meaning> read = new ArrayList<>();
    for (final String name : lines.text().strip().split(",", -1)) {
      read.add(
          Arrays.stream(Meaning.values())
              .filter(meaning -> meaning != Meaning.OTHER)
              .filter(meaning -> meaning.name().equalsIgnoreCase(name.strip()))
              .findFirst()
              .orElse(Meaning.OTHER));
    }
    lines.require(read.contains(Meaning.ADDRESS), "names no column 'address'");
    columns = read.toArray(Meaning[]::new);
    return true;
  }
}
