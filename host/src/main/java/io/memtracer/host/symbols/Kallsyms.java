package io.memtracer.host.symbols;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The lines of a kernel's {@code /proc/kallsyms}, such as {@code ffffffff81000000 T startup_64} or
 * {@code ffffffffc0201000 t ext4_sync_fs [ext4]}.
 */
final class Kallsyms {

  /** Whose a symbol is that no module has. */
  static final String KERNEL = "[kernel]";

  private static final int TYPE_AT = 17;
  private static final int NAME_AT = 19;
  private static final int HEXADECIMAL = 16;

  /** Many times what a kernel has: a guest that has more isn't telling the truth. */
  private static final int MOST_SYMBOLS = 4_000_000;

  private static final long MOST_CHARS = 128 << 20;

  private static final long LONGEST_BYTES = 1 << 20;
  private static final long KERNEL_HALF = 0xffff_8000_0000_0000L;

  private Kallsyms() {}

  /**
   * A symbol.
   *
   * @param address where it is
   * @param type a letter, as nm's
   * @param name what it is called
   * @param image whose it is: {@code [kernel]}, or a module
   */
  record Symbol(long address, char type, String name, String image) {

    boolean isCode() {
      return "tTwW".indexOf(type) >= 0;
    }

    boolean isVariable() {
      return "dDbB".indexOf(type) >= 0;
    }

    /** Otherwise it is where every CPU has one, counted from the first. */
    boolean isOfKernelHalf() {
      return Long.compareUnsigned(address, KERNEL_HALF) >= 0;
    }

    String line() {
      return "%016x %c %s%s\n".formatted(address, type, name, ofModule());
    }

    private String ofModule() {
      return image.equals(KERNEL) ? "" : "\t" + image;
    }

    int rank() {
      return Character.isLowerCase(type)
          ? Function.LOCAL
          : type == 'W' || type == 'V' ? Function.WEAK : Function.GLOBAL;
    }
  }

  /**
   * Reads them.
   *
   * @param kallsyms the text; what isn't a symbol's line is passed over
   * @return by address
   * @throws UncheckedIOException if it can't be read
   */
  static List<Symbol> read(final BufferedReader kallsyms) {
    final List<Symbol> symbols = new ArrayList<>();
    long chars = 0;
    try {
      for (String line = kallsyms.readLine();
          line != null && symbols.size() < MOST_SYMBOLS && chars < MOST_CHARS;
          line = kallsyms.readLine()) {
        symbolOf(line).ifPresent(symbols::add);
        chars += line.length();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    symbols.sort((a, b) -> Long.compareUnsigned(a.address, b.address));
    return symbols;
  }

  /** By hand: a kernel has some 200,000 of them, and somebody waits for the report. */
  private static Optional<Symbol> symbolOf(final String line) {
    if (line.length() <= NAME_AT || line.charAt(TYPE_AT - 1) != ' ') {
      return Optional.empty();
    }
    final long address;
    try {
      address = Long.parseUnsignedLong(line, 0, TYPE_AT - 1, HEXADECIMAL);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    final int tab = line.indexOf('\t', NAME_AT);
    final String name = line.substring(NAME_AT, tab < 0 ? line.length() : tab);
    final String image = tab < 0 ? KERNEL : line.substring(tab + 1).strip();
    return name.isEmpty() || name.indexOf(' ') >= 0
        ? Optional.empty()
        : Optional.of(new Symbol(address, line.charAt(TYPE_AT), name, image));
  }

  /**
   * The lines of some, and of those by which it is known where they end.
   *
   * @param sorted all
   * @param wanted which
   */
  static String text(final List<Symbol> sorted, final Predicate<Symbol> wanted) {
    final StringBuilder lines = new StringBuilder();
    Optional<Symbol> open = Optional.empty();
    for (final Symbol symbol : sorted) {
      final boolean isWanted = wanted.test(symbol);
      final boolean isEnd = open.isPresent() && open.get().address != symbol.address;
      if (isWanted || isEnd) {
        lines.append(symbol.line());
      }
      if (isWanted) {
        open = Optional.of(symbol);
      } else if (isEnd) {
        open = Optional.empty();
      }
    }
    return lines.toString();
  }

  /**
   * Where the next one begins, for each.
   *
   * @param sorted all
   * @return its own address if nothing says how far it reaches
   */
  static long[] ends(final List<Symbol> sorted) {
    final long[] ends = new long[sorted.size()];
    Symbol next = null;
    for (int i = ends.length - 1; i >= 0; i--) {
      final Symbol symbol = sorted.get(i);
      if (i + 1 < ends.length && sorted.get(i + 1).address != symbol.address) {
        next = sorted.get(i + 1);
      }
      ends[i] = next != null && isUpTo(symbol, next) ? next.address : symbol.address;
    }
    return ends;
  }

  private static boolean isUpTo(final Symbol symbol, final Symbol next) {
    return Long.compareUnsigned(next.address - symbol.address, LONGEST_BYTES) <= 0
        && next.image.equals(symbol.image);
  }
}
