package io.memtracer.host.symbols;

import io.memtracer.host.symbols.elf.ElfFile;
import io.memtracer.host.symbols.elf.ElfSection;
import io.memtracer.host.symbols.elf.ElfSymbol;
import io.memtracer.host.symbols.elf.ElfSymbolTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a symbol table of an image says that there is, and where.
 *
 * @param owner the file that has it
 * @param table empty if there is none
 */
record ElfSymbols(ElfFile owner, Optional<ElfSymbolTable> table) {

  /** All functions, in any order. */
  List<Function> functions() {
    return table.map(this::functions).orElse(List.of());
  }

  private List<Function> functions(final ElfSymbolTable of) {
    final List<ElfSymbol> symbols = of.symbols(ElfSymbols::isFunction);
    symbols.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
    final List<Function> functions = new ArrayList<>(symbols.size());
    long nextStart = -1;
    for (int i = symbols.size() - 1; i >= 0; i--) {
      final ElfSymbol symbol = symbols.get(i);
      if (i + 1 < symbols.size() && symbols.get(i + 1).address() != symbol.address()) {
        nextStart = symbols.get(i + 1).address();
      }
      final String name = of.name(symbol);
      if (!name.isEmpty()) {
        functions.add(new Function(name, symbol.address(), end(symbol, nextStart), rank(symbol)));
      }
    }
    return functions;
  }

  private static boolean isFunction(final ElfSymbol symbol) {
    return (symbol.type() == ElfSymbol.FUNCTION || symbol.type() == ElfSymbol.INDIRECT_FUNCTION)
        && symbol.isInSection();
  }

  /** Assembly often doesn't say how long a function is: then to the next, in its section. */
  private long end(final ElfSymbol symbol, final long nextStart) {
    if (symbol.bytes() != 0) {
      return symbol.address() + symbol.bytes();
    }
    final long sectionEnd =
        owner.section(symbol.section()).map(ElfSection::end).orElse(symbol.address());
    return Long.compareUnsigned(nextStart, sectionEnd) < 0 ? nextStart : sectionEnd;
  }

  /** All variables, in any order; what doesn't say how long it is may be of any length. */
  List<Function> variables() {
    return table.map(ElfSymbols::variables).orElse(List.of());
  }

  private static List<Function> variables(final ElfSymbolTable of) {
    final List<Function> variables = new ArrayList<>();
    for (final ElfSymbol symbol : of.symbols(ElfSymbols::isVariable)) {
      final String name = of.name(symbol);
      if (!name.isEmpty()) {
        variables.add(
            new Function(name, symbol.address(), symbol.address() + symbol.bytes(), rank(symbol)));
      }
    }
    return variables;
  }

  private static boolean isVariable(final ElfSymbol symbol) {
    return symbol.type() == ElfSymbol.OBJECT && symbol.isInSection() && symbol.bytes() > 0;
  }

  private static int rank(final ElfSymbol symbol) {
    return switch (symbol.binding()) {
      case ElfSymbol.GLOBAL -> Function.GLOBAL;
      case ElfSymbol.WEAK -> Function.WEAK;
      default -> Function.LOCAL;
    };
  }
}
