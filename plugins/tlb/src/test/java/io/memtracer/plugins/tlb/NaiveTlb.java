package io.memtracer.plugins.tlb;

import io.memtracer.api.RecordWord;
import io.memtracer.testkit.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** TLBs as docs/analyzers/tlb.md defines them, with a list for each set. */
final class NaiveTlb {

  /** A page; in the kernel's half space is 0. */
  record Page(boolean kernel, int space, boolean large, long number) {}

  /** Of one vCPU. */
  private final class OfVcpu {
    final Map<String, List<Page>> sets = new HashMap<>();
    final List<Integer> spaces = new ArrayList<>(List.of(0));

    boolean use(final String name, final Geometry geometry, final Page page) {
      final List<Page> set =
          sets.computeIfAbsent(
              name + Long.remainderUnsigned(page.number(), geometry.sets()),
              key -> new ArrayList<>());
      final boolean isThere = set.remove(page);
      set.add(0, page);
      if (set.size() > geometry.ways()) {
        set.remove(set.size() - 1);
      }
      return isThere;
    }

    void enter(final int space) {
      if (space == 0 || spaces.get(0) == space) {
        return;
      }
      count("switches", 1);
      spaces.remove((Integer) space);
      spaces.add(0, space);
      if (spaces.size() > shape.asids()) {
        final int gone = spaces.remove(spaces.size() - 1);
        sets.forEach(
            (name, set) -> {
              final int before = set.size();
              set.removeIf(page -> !page.kernel() && page.space() == gone);
              count(name.startsWith("second") ? "flushed" : "", before - set.size());
            });
      }
    }
  }

  final Map<String, Long> figures = new TreeMap<>();

  private final Shape shape;
  private final String userPages;
  private final String kernelPages;
  private final Map<Integer, OfVcpu> vcpus = new HashMap<>();

  NaiveTlb(final Shape shape, final String userPages, final String kernelPages) {
    this.shape = shape;
    this.userPages = userPages;
    this.kernelPages = kernelPages;
  }

  void run(final Trace trace, final int space) {
    for (int i = 0; i < trace.size(); i++) {
      final long word = trace.word(i);
      final OfVcpu vcpu = vcpus.computeIfAbsent(RecordWord.vcpu(word), key -> new OfVcpu());
      vcpu.enter(space);
      final String who =
          (RecordWord.isUser(word) ? "user" : "kernel")
              + (RecordWord.isStore(word) ? " store" : " load");
      final Page first = page(trace.address(i), vcpu.spaces.get(0));
      final Page last = page(trace.address(i) + RecordWord.size(word) - 1, vcpu.spaces.get(0));
      access(vcpu, first, who);
      if (!first.equals(last)) {
        count("crossings", 1);
        access(vcpu, last, who);
      }
    }
  }

  private void access(final OfVcpu vcpu, final Page page, final String who) {
    final boolean isFirst =
        page.large()
            ? vcpu.use("large", shape.large(), page)
            : vcpu.use("small", shape.small(), page);
    if (!isFirst) {
      count("first " + who, 1);
      if (!vcpu.use("second", shape.second(), page)) {
        count("second " + who, 1);
        count(page.large() ? "walks 2M" : "walks 4K", 1);
      }
    }
  }

  private Page page(final long address, final int space) {
    final boolean kernel = address < 0;
    final boolean large = kernel ? isLargeInKernel(address) : userPages.equals("2M");
    final long number = Long.divideUnsigned(address, large ? 1 << 21 : 1 << 12);
    return new Page(kernel, kernel ? 0 : space, large, number);
  }

  private boolean isLargeInKernel(final long address) {
    if (!kernelPages.equals("mixed")) {
      return kernelPages.equals("2M");
    }
    return (address >= 0xffff_8880_0000_0000L && address < 0xffff_c880_0000_0000L)
        || (address >= 0xffff_ea00_0000_0000L && address < 0xffff_eb00_0000_0000L)
        || (address >= 0xffff_ffff_8000_0000L && address < 0xffff_ffff_c000_0000L);
  }

  private void count(final String figure, final long more) {
    figures.merge(figure, more, Long::sum);
  }

  long figure(final String start) {
    return figures.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
