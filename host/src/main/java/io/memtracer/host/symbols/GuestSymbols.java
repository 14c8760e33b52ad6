package io.memtracer.host.symbols;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The functions that a program or library of the guest's own says it has. It may say anything. */
final class GuestSymbols {

  private static final int SECTION_BYTES = 64;
  private static final int SYMBOL_BYTES = 24;
  private static final int SHT_SYMTAB = 2;
  private static final int SHT_DYNSYM = 11;
  private static final int SHT_NOBITS = 8;
  private static final int STT_FUNC = 2;
  private static final int STT_GNU_IFUNC = 10;
  private static final int TYPE_MASK = 15;
  private static final int BINDING_SHIFT = 4;
  private static final int MAX_SECTIONS = 4096;
  private static final int MAX_SYMBOLS = 1 << 20;
  private static final int MAX_NAME_BYTES = 512;

  /** What compilers call functions: c++filt is given such names. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$@]+");

  private final ByteBuffer file;
  private final List<Section> sections = new ArrayList<>();

  private GuestSymbols(final ByteBuffer file) {
    this.file = file;
  }

  private record Section(int type, long address, long offset, long bytes, int link) {}

  private record Symbol(String name, long start, long bytes, int rank, Section section) {}

  /** Reads the list of sections; without one, there are no functions. */
  static GuestSymbols of(final ByteBuffer file) {
    final GuestSymbols symbols = new GuestSymbols(file);
    final long table = file.getLong(40);
    final int count = Short.toUnsignedInt(file.getShort(60));
    if (Short.toUnsignedInt(file.getShort(58)) == SECTION_BYTES
        && count <= MAX_SECTIONS
        && table > 0
        && table <= file.limit() - (long) count * SECTION_BYTES) {
      for (int i = 0; i < count; i++) {
        symbols.sections.add(symbols.section((int) table + i * SECTION_BYTES));
      }
    }
    return symbols;
  }

  private Section section(final int at) {
    final int type = file.getInt(at + 4);
    final long offset = file.getLong(at + 24);
    final long bytes = file.getLong(at + 32);
    final boolean fits =
        offset >= 0 && bytes >= 0 && offset <= file.limit() && bytes <= file.limit() - offset;
    return new Section(
        type,
        file.getLong(at + 16),
        fits ? offset : 0,
        fits || type == SHT_NOBITS ? bytes : 0,
        file.getInt(at + 40));
  }

  /** Whether there is no symbol table but the one for other images. */
  boolean isStripped() {
    return table(SHT_SYMTAB).isEmpty();
  }

  /** All functions, in any order. */
  List<Function> functions() {
    final List<Symbol> symbols = new ArrayList<>();
    table(SHT_SYMTAB).or(() -> table(SHT_DYNSYM)).ifPresent(table -> read(table, symbols));
    symbols.sort(Comparator.comparingLong(Symbol::start));
    final List<Function> functions = new ArrayList<>(symbols.size());
    long next = Long.MAX_VALUE;
    for (int i = symbols.size() - 1; i >= 0; i--) {
      final Symbol symbol = symbols.get(i);
      if (i + 1 < symbols.size() && symbols.get(i + 1).start != symbol.start) {
        next = symbols.get(i + 1).start;
      }
      functions.add(new Function(symbol.name, symbol.start, end(symbol, next), symbol.rank));
    }
    return functions;
  }

  /** What doesn't say how long it is reaches to the next, in its section. */
  private static long end(final Symbol symbol, final long next) {
    return symbol.bytes > 0
        ? symbol.start + symbol.bytes
        : Math.min(next, symbol.section.address + symbol.section.bytes);
  }

  private Optional<Section> table(final int type) {
    return sections.stream().filter(section -> section.type == type).findFirst();
  }

  private void read(final Section table, final List<Symbol> symbols) {
    if (table.link < 0 || table.link >= sections.size()) {
      return;
    }
    final Section names = sections.get(table.link);
    final long count = Math.min(table.bytes / SYMBOL_BYTES, MAX_SYMBOLS);
    for (int i = 0; i < count; i++) {
      symbol((int) table.offset + i * SYMBOL_BYTES, names).ifPresent(symbols::add);
    }
  }

  private Optional<Symbol> symbol(final int at, final Section names) {
    final int info = Byte.toUnsignedInt(file.get(at + 4));
    final int type = info & TYPE_MASK;
    final int section = Short.toUnsignedInt(file.getShort(at + 6));
    final long start = file.getLong(at + 8);
    final long bytes = file.getLong(at + 16);
    if ((type != STT_FUNC && type != STT_GNU_IFUNC)
        || section == 0
        || section >= sections.size()
        || start < 0
        || bytes < 0
        || start > Long.MAX_VALUE - bytes) {
      return Optional.empty();
    }
    return name(names, Integer.toUnsignedLong(file.getInt(at)))
        .map(name -> new Symbol(name, start, bytes, rank(info), sections.get(section)));
  }

  private Optional<String> name(final Section names, final long offset) {
    final long most = Math.min(names.bytes - offset, MAX_NAME_BYTES);
    int length = 0;
    final int start = (int) (names.offset + Math.min(offset, names.bytes));
    while (length < most && file.get(start + length) != 0) {
      length++;
    }
    if (length <= 0 || length == most) {
      return Optional.empty();
    }
    final byte[] name = new byte[length];
    file.get(start, name);
    return Optional.of(new String(name, StandardCharsets.ISO_8859_1))
        .filter(text -> NAME.matcher(text).matches());
  }

  private static int rank(final int info) {
    return switch (info >> BINDING_SHIFT) {
      case 1 -> Function.GLOBAL;
      case 2 -> Function.WEAK;
      default -> Function.LOCAL;
    };
  }
}
