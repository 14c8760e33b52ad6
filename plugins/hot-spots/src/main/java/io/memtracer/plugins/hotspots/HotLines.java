package io.memtracer.plugins.hotspots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines and pages, the hottest ones first. */
final class HotLines {

  static final Comparator<Hot> HOTTEST_FIRST =
      Comparator.comparingLong(Hot::count)
          .reversed()
          .thenComparing(Hot::place, Long::compareUnsigned)
          .thenComparingInt(Hot::program);

  private final LineKeys keys;
  private final long pageBytes;
  private final List<Hot> lines = new ArrayList<>();

  HotLines(
      final Shape shape, final Lines exact, final SpaceSaving others, final Programs programs) {
    keys = new LineKeys(shape.lineBytes(), programs);
    pageBytes = shape.pageBytes();
    exact.forEach((key, counter) -> lines.add(exact(key, exact.counters, counter)));
    for (int entry = 0; entry < others.size(); entry++) {
      lines.add(sketched(others, entry));
    }
    lines.sort(HOTTEST_FIRST);
  }

  private Hot exact(final long key, final long[] counters, final int at) {
    final Hot.Parts parts =
        new Hot.Parts(counters[at], counters[at + 1], counters[at + 2], counters[at + 3]);
    final long count =
        parts.kernelLoads() + parts.kernelStores() + parts.userLoads() + parts.userStores();
    return new Hot(keys.address(key), keys.programOf(key), count, 0, parts);
  }

  private Hot sketched(final SpaceSaving others, final int entry) {
    final long key = others.key(entry);
    return new Hot(
        keys.address(key),
        keys.programOf(key),
        others.count(entry),
        others.excess(entry),
        new Hot.Parts(
            others.part(entry, 0),
            others.part(entry, 1),
            others.part(entry, 2),
            others.part(entry, 3)));
  }

  List<Hot> lines() {
    return lines;
  }

  /** Pages of these lines. */
  List<Hot> pages() {
    record Page(long address, int program) {}
    final Map<Page, Hot> pages = new HashMap<>();
    for (final Hot line : lines) {
      final long address = line.place() & -pageBytes;
      pages.merge(
          new Page(address, line.program()),
          new Hot(address, line.program(), line.count(), line.excess(), line.parts()),
          Hot::plus);
    }
    return pages.values().stream().sorted(HOTTEST_FIRST).toList();
  }

  /** How many of the hottest have that share of all accesses. */
  static long needed(final List<Hot> hottestFirst, final long accesses, final double share) {
    long sum = 0;
    int needed = 0;
    while (needed < hottestFirst.size() && (double) sum < share * (double) accesses) {
      sum += hottestFirst.get(needed).count();
      needed++;
    }
    return needed;
  }
}
