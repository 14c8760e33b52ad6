package io.memtracer.host.symbols;

import io.memtracer.host.status.DataName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the parts of a kernel's half of the addresses are for, with four levels of page tables
 * (Documentation/arch/x86/x86_64/mm.rst of Linux). Some are in the same place always, some where
 * the kernel has put them when it booted: these it has in variables, which the guest's agent has
 * read. What isn't known is left out.
 */
public final class KernelAreas {

  /** Below that there are five levels, and areas of other sizes. */
  private static final long LOWEST_DIRECT_MAP = 0xffff_8880_0000_0000L;

  private static final long VMALLOC_BYTES = 32L << 40;
  private static final long VMEMMAP_BYTES = 1L << 40;
  private static final int HEXADECIMAL = 16;

  private static final List<Area> ALWAYS =
      List.of(
          new Area(0xffff_fe00_0000_0000L, 0xffff_fe80_0000_0000L, "[kernel cpu_entry_area]"),
          new Area(0xffff_ffff_c000_0000L, 0xffff_ffff_ff00_0000L, "[kernel modules]"),
          new Area(0xffff_ffff_ff00_0000L, 0xffff_ffff_ffe0_0000L, "[kernel fixmap]"));

  private static final String DIRECT_MAP = "page_offset_base";
  private static final String VMALLOC = "vmalloc_base";
  private static final String VMEMMAP = "vmemmap_base";
  private static final String PER_CPU = "per_cpu_";

  private final Map<String, String> facts;
  private final List<Area> areas;
  private final List<PerCpu> perCpus;

  private KernelAreas(
      final Map<String, String> facts, final List<Area> moved, final List<PerCpu> perCpus) {
    this.facts = new TreeMap<>(facts);
    this.facts.keySet().removeIf(key -> !saysWhere(key));
    this.perCpus = List.copyOf(perCpus);
    areas = new ArrayList<>(moved);
    areas.addAll(ALWAYS);
  }

  private static boolean saysWhere(final String key) {
    return List.of(DIRECT_MAP, VMALLOC, VMEMMAP).contains(key) || key.startsWith(PER_CPU);
  }

  record Area(long start, long end, String name) {

    boolean holds(final long address) {
      return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }
  }

  /**
   * The variables that a CPU has for itself.
   *
   * @param cpu which
   * @param offset of its own from where the symbols say they are
   * @param start where the first one is, as symbols say
   * @param end behind the last
   */
  record PerCpu(int cpu, long offset, long start, long end) {

    boolean holds(final long address) {
      return Long.compareUnsigned(address - offset, start) >= 0
          && Long.compareUnsigned(address - offset, end) < 0;
    }

    String name() {
      return "[kernel per-CPU " + cpu + "]";
    }
  }

  /**
   * What the agent says of its kernel.
   *
   * @param facts of HELLO
   */
  public static KernelAreas of(final Map<String, String> facts) {
    final List<Area> moved = new ArrayList<>();
    final Optional<Long> direct =
        base(facts, DIRECT_MAP).filter(base -> Long.compareUnsigned(base, LOWEST_DIRECT_MAP) >= 0);
    final Optional<Long> vmalloc = base(facts, VMALLOC);
    final Optional<Long> vmemmap = base(facts, VMEMMAP);
    if (direct.isPresent()
        && vmalloc.isPresent()
        && vmemmap.isPresent()
        && Long.compareUnsigned(direct.get(), vmalloc.get()) < 0
        && Long.compareUnsigned(vmalloc.get() + VMALLOC_BYTES, vmemmap.get()) <= 0) {
      moved.add(new Area(direct.get(), vmalloc.get(), "[kernel direct map]"));
      moved.add(new Area(vmalloc.get(), vmalloc.get() + VMALLOC_BYTES, "[kernel vmalloc]"));
      moved.add(new Area(vmemmap.get(), vmemmap.get() + VMEMMAP_BYTES, "[kernel vmemmap]"));
    }
    return new KernelAreas(facts, moved, perCpus(facts));
  }

  /** Of what the agent says, all that says where something is. */
  public Map<String, String> facts() {
    return Map.copyOf(facts);
  }

  private static List<PerCpu> perCpus(final Map<String, String> facts) {
    final List<PerCpu> found = new ArrayList<>();
    for (int cpu = 0; facts.containsKey(PER_CPU + cpu); cpu++) {
      final String[] numbers = facts.get(PER_CPU + cpu).split(",", -1);
      try {
        found.add(
            new PerCpu(
                cpu, hexadecimal(numbers[0]), hexadecimal(numbers[1]), hexadecimal(numbers[2])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return List.of();
      }
    }
    return found;
  }

  private static Optional<Long> base(final Map<String, String> facts, final String key) {
    try {
      return Optional.of(hexadecimal(facts.getOrDefault(key, ""))).filter(base -> base < 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** As printf writes {@code %#lx}: without a prefix if it is 0. */
  private static long hexadecimal(final String text) {
    return Long.parseUnsignedLong(text.startsWith("0x") ? text.substring(2) : text, HEXADECIMAL);
  }

  /** The CPU whose own variables lie there. */
  Optional<PerCpu> perCpu(final long address) {
    return perCpus.stream().filter(area -> area.holds(address)).findFirst();
  }

  /** What an address is for. */
  Optional<DataName> at(final long address) {
    return perCpu(address)
        .map(PerCpu::name)
        .or(() -> areas.stream().filter(a -> a.holds(address)).map(Area::name).findFirst())
        .map(DataName::area);
  }
}
