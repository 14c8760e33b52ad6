package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of a guest's kernel and its modules, as its /proc/kallsyms had them: lines such as
 * {@code ffffffff81000000 T startup_64} or {@code ffffffffc0201000 t ext4_sync_fs [ext4]}. The list
 * has no sizes: a function reaches to the next symbol of whatever kind, and the last one of the
 * kernel or a module is left out, since nothing says where it ends.
 */
public final class KernelCode {

  /** A kernel of which nothing is known. */
  public static final KernelCode UNKNOWN = new KernelCode(List.of());

  private static final String KERNEL = "[kernel]";
  private static final int TYPE_AT = 17;
  private static final int NAME_AT = 19;
  private static final int HEXADECIMAL = 16;

  /** Many times what a kernel has: a guest that has more isn't telling the truth. */
  private static final int MOST_SYMBOLS = 4_000_000;

  private static final int LONGEST_FUNCTION_BYTES = 1 << 20;
  private static final long KERNEL_HALF = 0xffff_8000_0000_0000L;

  private final FunctionTable functions;

  /** Of functions that are not the kernel's own, by where they start. */
  private final Map<Long, String> modules = new HashMap<>();

  private KernelCode(final List<KnownFunction> known) {
    functions = new FunctionTable(known.stream().map(KnownFunction::function).toList());
    for (final KnownFunction one : known) {
      if (!one.image.equals(KERNEL)) {
        modules.put(one.function.start(), one.image);
      }
    }
  }

  private record KnownFunction(Function function, String image) {}

  private static List<KnownFunction> functionsOf(final List<Symbol> symbols) {
    symbols.sort((a, b) -> Long.compareUnsigned(a.address, b.address));
    final List<KnownFunction> code = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      final Symbol symbol = symbols.get(i);
      final long end = endOf(symbols, i);
      if (symbol.isCode() && end != symbol.address) {
        code.add(
            new KnownFunction(
                new Function(symbol.name, symbol.address, end, symbol.rank()), symbol.image));
      }
    }
    return code;
  }

  /** Of functions that are known otherwise. */
  public static KernelCode of(final List<KernelFunction> functions) {
    return new KernelCode(
        functions.stream()
            .map(
                one ->
                    new KnownFunction(
                        new Function(one.name(), one.start(), one.end(), Function.GLOBAL),
                        one.image()))
            .toList());
  }

  /** The functions that some addresses are in. */
  public List<KernelFunction> holding(final long[] addresses) {
    return Arrays.stream(addresses)
        .mapToObj(functions::at)
        .flatMap(Optional::stream)
        .distinct()
        .map(this::described)
        .toList();
  }

  private KernelFunction described(final Function function) {
    return new KernelFunction(function.start(), function.end(), function.name(), imageOf(function));
  }

  private String imageOf(final Function function) {
    return modules.getOrDefault(function.start(), KERNEL);
  }

  private record Symbol(long address, char type, String name, String image) {

    boolean isCode() {
      return "tTwW".indexOf(type) >= 0;
    }

    int rank() {
      return type == 't' ? Function.LOCAL : type == 'T' ? Function.GLOBAL : Function.WEAK;
    }
  }

  /**
   * Reads a list of symbols.
   *
   * @param kallsyms the text of /proc/kallsyms; what isn't a symbol's line is passed over
   * @return what it names
   * @throws UncheckedIOException if it can't be read
   */
  public static KernelCode read(final BufferedReader kallsyms) {
    final List<Symbol> symbols = new ArrayList<>();
    try {
      for (String line = kallsyms.readLine();
          line != null && symbols.size() < MOST_SYMBOLS;
          line = kallsyms.readLine()) {
        symbolOf(line).ifPresent(symbols::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KernelCode(functionsOf(symbols));
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
    if (Long.compareUnsigned(address, KERNEL_HALF) < 0) {
      // Offsets into per-CPU memory, and addresses that were hidden from the reader.
      return Optional.empty();
    }
    final int tab = line.indexOf('\t', NAME_AT);
    final String name = line.substring(NAME_AT, tab < 0 ? line.length() : tab);
    final String image = tab < 0 ? KERNEL : line.substring(tab + 1).strip();
    return name.isEmpty() || name.indexOf(' ') >= 0
        ? Optional.empty()
        : Optional.of(new Symbol(address, line.charAt(TYPE_AT), name, image));
  }

  private static long endOf(final List<Symbol> sorted, final int index) {
    final Symbol symbol = sorted.get(index);
    for (int i = index + 1; i < sorted.size(); i++) {
      final Symbol next = sorted.get(i);
      if (next.address != symbol.address) {
        final boolean near = next.address - symbol.address <= LONGEST_FUNCTION_BYTES;
        return near && next.image.equals(symbol.image) ? next.address : symbol.address;
      }
    }
    return symbol.address;
  }

  /** How many functions it names. */
  public int size() {
    return functions.size();
  }

  /**
   * Names an address.
   *
   * @param address of an instruction
   * @return its function; empty if it is in none of the kernel's that are known
   */
  public Optional<CodeName> at(final long address) {
    return functions
        .at(address)
        .map(
            function ->
                new CodeName(
                    imageOf(function),
                    address,
                    Optional.of(function.name()),
                    address - function.start(),
                    List.of(),
                    Optional.empty()));
  }
}
