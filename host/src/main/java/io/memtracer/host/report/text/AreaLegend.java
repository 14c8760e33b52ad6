package io.memtracer.host.report.text;

import io.memtracer.host.report.Places;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what those areas of memory are that a report has named, each once. */
final class AreaLegend {

  private static final int INDENT = 2;

  /** By what their names begin with, in the order of their addresses. */
  private static final List<Map.Entry<String, String>> AREAS =
      List.of(
          Map.entry("[heap]", "what a program asked the kernel for by brk: malloc's small blocks"),
          Map.entry("[anonymous]", "what a program asked for by mmap: large blocks"),
          Map.entry("[anonymous, shared]", "memory of no file that processes share"),
          Map.entry("[stack]", "of a process' first thread"),
          Map.entry("[stack of thread", "of another of its threads, name and number"),
          Map.entry("[vvar", "what the kernel shows programs of its clocks"),
          Map.entry("[vdso]", "code of the kernel that programs call"),
          Map.entry("[kernel direct map]", "all of the machine's memory, whoever has it"),
          Map.entry(
              "[kernel per-CPU", "variables that the kernel has for each CPU, in the direct map"),
          Map.entry("[kernel vmalloc]", "what the kernel puts together of pages: stacks of tasks"),
          Map.entry("[kernel vmemmap]", "what the kernel knows of each page of memory"),
          Map.entry("[kernel cpu_entry_area]", "stacks and tables by which CPUs enter the kernel"),
          Map.entry("[kernel text]", "code of the kernel"),
          Map.entry("[kernel rodata]", "constants of the kernel"),
          Map.entry("[kernel data]", "variables of the kernel, of which it isn't known which"),
          Map.entry("[kernel init]", "what the kernel needs while it boots"),
          Map.entry("[kernel bss]", "variables of the kernel, of which it isn't known which"),
          Map.entry("[kernel modules]", "code and data of the kernel's modules"),
          Map.entry("[kernel fixmap]", "what the kernel maps at fixed addresses: devices"));

  private final TextStyle style;

  AreaLegend(final TextStyle style) {
    this.style = style;
  }

  /** None if there is nothing to explain in the results of these. */
  List<String> lines(final List<AnalyzerOutcome> shown, final Names names) {
    final Set<String> owners =
        Places.of(shown).data().stream()
            .flatMap(place -> names.of(place).stream())
            .flatMap(DataName::things)
            .map(DataName::owner)
            .collect(Collectors.toSet());
    final List<String> lines = new ArrayList<>();
    final Columns columns =
        new Columns(style, new boolean[] {false, false}, new boolean[] {false, false});
    boolean any = false;
    for (final Map.Entry<String, String> area : AREAS) {
      if (owners.stream().anyMatch(name -> is(name, area))) {
        columns.add(area.getKey() + (area.getKey().endsWith("]") ? "" : "]"), area.getValue());
        any = true;
      }
    }
    if (any) {
      lines.add("");
      lines.add(style.bold("areas of memory"));
      lines.addAll(columns.lines(INDENT));
    }
    return lines;
  }

  private static boolean is(final String name, final Map.Entry<String, String> area) {
    return name.startsWith(area.getKey());
  }
}
