package io.memtracer.host.symbols;

import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a guest's kernel calls its functions and variables.
 *
 * @param code functions
 * @param data variables, and areas of memory
 */
public record KernelSymbols(KernelCode code, KernelData data) {

  /** Those of a kernel of which nothing is known. */
  public static final KernelSymbols UNKNOWN =
      new KernelSymbols(KernelCode.UNKNOWN, KernelData.UNKNOWN);

  /**
   * Reads a list of symbols.
   *
   * @param kallsyms the text of /proc/kallsyms; what isn't a symbol's line is passed over
   * @param areas where the kernel has put what
   * @throws UncheckedIOException if it can't be read
   */
  public static KernelSymbols read(final BufferedReader kallsyms, final KernelAreas areas) {
    final List<Kallsyms.Symbol> symbols = Kallsyms.read(kallsyms);
    return new KernelSymbols(KernelCode.ofSymbols(symbols), new KernelData(symbols, areas));
  }
}
