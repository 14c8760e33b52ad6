package io.memtracer.host.symbols.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A table of symbols, with the table of their names. How much memory and time what it says takes
 * has a bound whatever that is: names may lie over one another, and have no end.
 *
 * <p>Not thread-safe.
 */
public final class ElfSymbolTable {

  /** More than the largest of programs have. */
  private static final int MOST_SYMBOLS = 1 << 21;

  /** The longest of C++ have some 10,000. */
  private static final int MOST_NAME_BYTES = 1 << 16;

  private static final int MOST_BYTES_OF_NAMES = 128 << 20;
  private static final int BINDING_SHIFT = 4;
  private static final int TYPE_MASK = 0xf;

  private final ElfBytes symbols;
  private final ElfBytes names;
  private int bytesOfNames;

  ElfSymbolTable(final ElfBytes symbols, final ElfBytes names) {
    this.symbols = symbols;
    this.names = names;
  }

  /** Those that are wanted, in the order of the table. */
  public List<ElfSymbol> symbols(final Predicate<ElfSymbol> wanted) {
    final int rowBytes = symbols.choose(24, 16);
    final int count = Math.min(MOST_SYMBOLS, symbols.length() / rowBytes);
    final List<ElfSymbol> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      final ElfSymbol symbol = symbol(i * rowBytes);
      if (wanted.test(symbol)) {
        found.add(symbol);
      }
    }
    return found;
  }

  private ElfSymbol symbol(final int at) {
    final int info = symbols.unsignedByte(at + symbols.choose(4, 12));
    return new ElfSymbol(
        symbols.number(at),
        symbols.word(at + 8, at + 4),
        symbols.word(at + 16, at + 8),
        info & TYPE_MASK,
        info >>> BINDING_SHIFT,
        symbols.unsignedShort(at + symbols.choose(6, 14)));
  }

  /** What a symbol is called; empty if nobody can say that. */
  public String name(final ElfSymbol symbol) {
    final int from = symbol.nameOffset();
    if (from < 0 || from >= names.length() || bytesOfNames >= MOST_BYTES_OF_NAMES) {
      return "";
    }
    final int most = Math.min(names.length() - from, MOST_NAME_BYTES);
    int length = 0;
    while (length < most && names.unsignedByte(from + length) != 0) {
      length++;
    }
    bytesOfNames += length;
    if (length == most) {
      return "";
    }
    final byte[] name = new byte[length];
    names.bytes().get(from, name);
    return new String(name, StandardCharsets.UTF_8);
  }
}
