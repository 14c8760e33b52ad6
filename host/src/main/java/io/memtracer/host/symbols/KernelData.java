package io.memtracer.host.symbols;

import io.memtracer.host.status.DataName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a guest's kernel and its modules, as its /proc/kallsyms had them, and what its
 * memory is for. The list has no sizes: a variable reaches to the next symbol of whatever kind, and
 * the last one of the kernel or a module is left out, since nothing says where it ends. So are
 * constants, between which there are others that have no names, such as strings.
 */
public final class KernelData {

  private static final List<Part> PARTS =
      List.of(
          new Part("_text", "_etext", "[kernel text]"),
          new Part("__start_rodata", "__end_rodata", "[kernel rodata]"),
          new Part("_sdata", "_edata", "[kernel data]"),
          new Part("__init_begin", "__init_end", "[kernel init]"),
          new Part("__bss_start", "__bss_stop", "[kernel bss]"));

  /** A kernel of which nothing is known. */
  static final KernelData UNKNOWN = new KernelData(List.of(), KernelAreas.of(Map.of()));

  private final List<Kallsyms.Symbol> symbols;
  private final FunctionTable variables;
  private final FunctionTable perCpuVariables;
  private final List<KernelAreas.Area> parts = new ArrayList<>();

  private final KernelAreas areas;

  /** Of variables that are not the kernel's own, by where they start. */
  private final Map<Long, String> modules = new HashMap<>();

  /** A part of the kernel's image, between two of its symbols. */
  private record Part(String start, String end, String name) {

    boolean isBoundedBy(final String symbol) {
      return symbol.equals(start) || symbol.equals(end);
    }
  }

  KernelData(final List<Kallsyms.Symbol> symbols, final KernelAreas areas) {
    this.symbols = symbols;
    this.areas = areas;
    final List<Function> data = new ArrayList<>();
    final List<Function> perCpu = new ArrayList<>();
    final long[] ends = Kallsyms.ends(symbols);
    for (int i = 0; i < ends.length; i++) {
      final Kallsyms.Symbol symbol = symbols.get(i);
      final long end = ends[i];
      if (end != symbol.address()) {
        final Function there = new Function(symbol.name(), symbol.address(), end, symbol.rank());
        if (!symbol.isOfKernelHalf()) {
          perCpu.add(there);
        } else if (symbol.isVariable()) {
          data.add(there);
        }
        if (!symbol.image().equals(Kallsyms.KERNEL)) {
          modules.put(symbol.address(), symbol.image());
        }
      }
    }
    variables = new FunctionTable(data);
    perCpuVariables = new FunctionTable(perCpu);
    final Map<String, Long> places = new HashMap<>();
    symbols.forEach(symbol -> places.putIfAbsent(symbol.name(), symbol.address()));
    for (final Part part : PARTS) {
      if (places.containsKey(part.start) && places.containsKey(part.end)) {
        parts.add(new KernelAreas.Area(places.get(part.start), places.get(part.end), part.name));
      }
    }
  }

  /**
   * As much of the list as it takes to know all that is known here, to be read by {@link
   * KernelSymbols#read}.
   */
  public String kallsyms() {
    return Kallsyms.text(
        symbols,
        symbol ->
            symbol.isVariable()
                || !symbol.isOfKernelHalf()
                || PARTS.stream().anyMatch(part -> part.isBoundedBy(symbol.name())));
  }

  /** Where the kernel has put what. */
  public KernelAreas areas() {
    return areas;
  }

  /**
   * Names what is accessed.
   *
   * @param address in the upper half
   * @return the variable, or else what the memory there is for
   */
  Optional<DataName> at(final long address) {
    return variable(address)
        .or(() -> areas.perCpu(address).flatMap(area -> perCpuVariable(address, area)))
        .or(() -> part(address))
        .or(() -> areas.at(address));
  }

  private Optional<DataName> variable(final long address) {
    return variables
        .at(address)
        .map(
            found ->
                DataName.inVariable(
                    modules.getOrDefault(found.start(), Kallsyms.KERNEL),
                    found.name(),
                    address - found.start()));
  }

  /** Symbols of these are counted from 0, or since Linux 6.15 from where the first CPU begins. */
  private Optional<DataName> perCpuVariable(final long address, final KernelAreas.PerCpu area) {
    final long first = address - area.offset();
    return perCpuVariables
        .at(first)
        .or(() -> variables.at(first))
        .map(found -> DataName.inVariable(area.name(), found.name(), first - found.start()));
  }

  private Optional<DataName> part(final long address) {
    return parts.stream()
        .filter(part -> part.holds(address))
        .findFirst()
        .map(part -> DataName.area(part.name()));
  }
}
