package io.memtracer.host.symbols;

import java.util.ArrayList;
import java.util.List;
import net.fornwall.jelf.ElfFile;
import net.fornwall.jelf.ElfSection;
import net.fornwall.jelf.ElfSymbol;
import net.fornwall.jelf.ElfSymbolTableSection;

/** What a symbol table of an image says that there is, and where. */
final class ElfSymbols {

  private static final int STT_GNU_IFUNC = 10;
  private static final int SECTION_UNDEFINED = 0;
  private static final int FIRST_RESERVED_SECTION = 0xff00;

  private ElfSymbols() {}

  /** All functions, in any order. */
  static List<Function> functions(final ElfFile owner, final ElfSymbolTableSection section) {
    final List<ElfSymbol> symbols = new ArrayList<>();
    for (final ElfSymbol symbol : section.symbols) {
      if (isFunction(symbol)) {
        symbols.add(symbol);
      }
    }
    symbols.sort((a, b) -> Long.compareUnsigned(a.st_value, b.st_value));
    final List<Function> functions = new ArrayList<>(symbols.size());
    long nextStart = -1;
    for (int i = symbols.size() - 1; i >= 0; i--) {
      final ElfSymbol symbol = symbols.get(i);
      if (i + 1 < symbols.size() && symbols.get(i + 1).st_value != symbol.st_value) {
        nextStart = symbols.get(i + 1).st_value;
      }
      final String name = symbol.getName();
      if (name != null && !name.isEmpty()) {
        functions.add(
            new Function(name, symbol.st_value, end(owner, symbol, nextStart), rank(symbol)));
      }
    }
    return functions;
  }

  private static boolean isFunction(final ElfSymbol symbol) {
    return (symbol.getType() == ElfSymbol.STT_FUNC || symbol.getType() == STT_GNU_IFUNC)
        && isInSection(symbol);
  }

  private static boolean isInSection(final ElfSymbol symbol) {
    final int section = Short.toUnsignedInt(symbol.st_shndx);
    return section != SECTION_UNDEFINED && section < FIRST_RESERVED_SECTION;
  }

  /** What doesn't say how long it is may be of any length. */
  static List<Function> variables(final ElfSymbolTableSection section) {
    final List<Function> variables = new ArrayList<>();
    for (final ElfSymbol symbol : section.symbols) {
      if (symbol.getType() == ElfSymbol.STT_OBJECT && isInSection(symbol) && symbol.st_size > 0) {
        final String name = symbol.getName();
        if (name != null && !name.isEmpty()) {
          variables.add(
              new Function(name, symbol.st_value, symbol.st_value + symbol.st_size, rank(symbol)));
        }
      }
    }
    return variables;
  }

  /** Assembly often doesn't say how long a function is: then to the next, in its section. */
  private static long end(final ElfFile owner, final ElfSymbol symbol, final long nextStart) {
    if (symbol.st_size != 0) {
      return symbol.st_value + symbol.st_size;
    }
    final ElfSection section = owner.getSection(Short.toUnsignedInt(symbol.st_shndx));
    final long sectionEnd = section.header.sh_addr + section.header.sh_size;
    return Long.compareUnsigned(nextStart, sectionEnd) < 0 ? nextStart : sectionEnd;
  }

  private static int rank(final ElfSymbol symbol) {
    return switch (symbol.getBinding()) {
      case ElfSymbol.BINDING_GLOBAL -> Function.GLOBAL;
      case ElfSymbol.BINDING_WEAK -> Function.WEAK;
      default -> Function.LOCAL;
    };
  }
}
