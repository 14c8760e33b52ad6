package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName;
import java.io.BufferedReader;
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

  private final FunctionTable functions;

  /** Of functions that are not the kernel's own, by where they start. */
  private final Map<Long, String> modules = new HashMap<>();

  private KernelCode(final List<KnownFunction> known) {
    functions = new FunctionTable(known.stream().map(KnownFunction::function).toList());
    for (final KnownFunction one : known) {
      if (!one.image.equals(Kallsyms.KERNEL)) {
        modules.put(one.function.start(), one.image);
      }
    }
  }

  private record KnownFunction(Function function, String image) {}

  private static List<KnownFunction> functionsOf(final List<Kallsyms.Symbol> symbols) {
    final List<KnownFunction> code = new ArrayList<>();
    final long[] ends = Kallsyms.ends(symbols);
    for (int i = 0; i < ends.length; i++) {
      final Kallsyms.Symbol symbol = symbols.get(i);
      final long end = ends[i];
      if (symbol.isOfKernelHalf() && symbol.isCode() && end != symbol.address()) {
        code.add(
            new KnownFunction(
                new Function(symbol.name(), symbol.address(), end, symbol.rank()), symbol.image()));
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
    return modules.getOrDefault(function.start(), Kallsyms.KERNEL);
  }

  /**
   * Reads a list of symbols.
   *
   * @param kallsyms the text of /proc/kallsyms; what isn't a symbol's line is passed over
   * @return what it names
   * @throws UncheckedIOException if it can't be read
   */
  public static KernelCode read(final BufferedReader kallsyms) {
    return ofSymbols(Kallsyms.read(kallsyms));
  }

  /** Of all symbols, by address. */
  static KernelCode ofSymbols(final List<Kallsyms.Symbol> symbols) {
    return new KernelCode(functionsOf(symbols));
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
