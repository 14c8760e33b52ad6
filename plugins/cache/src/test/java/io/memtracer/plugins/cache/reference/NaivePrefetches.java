package io.memtracer.plugins.cache.reference;

import io.memtracer.plugins.cache.options.HierarchySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What prefetchers want. */
final class NaivePrefetches {

  private static final int PAGE = 4096;

  /** What is known of an instruction. */
  private record Seen(long pc, long address, Long byBytes, Long byLines) {}

  private final HierarchySpec spec;
  private final NaiveFigures figures;
  private final Map<Integer, List<Long>> wanted = new HashMap<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private long pc;
  private long address;
  private long line;

  NaivePrefetches(final HierarchySpec spec, final NaiveFigures figures) {
    this.spec = spec;
    this.figures = figures;
  }

  void current(final long newPc, final long newAddress, final long newLine) {
    pc = newPc;
    address = newAddress;
    line = newLine;
  }

  void used(
      final int level, final int vcpu, final NaiveSets cache, final long asked, final String who) {
    if (cache.ahead.remove(asked)) {
      figures.count("used " + spec.levels().get(level).name() + " " + who, 1);
      missed(level, vcpu, asked);
    }
  }

  void missed(final int level, final int vcpu, final long asked) {
    final long guess =
        switch (spec.levels().get(level).prefetch()) {
          case NONE -> asked;
          case NEXT_LINE -> asked + 1;
          case STRIDE -> stride(level, vcpu, asked);
        };
    if (guess != asked && page(guess) == page(asked)) {
      wanted.computeIfAbsent(level, key -> new ArrayList<>()).add(guess);
    }
  }

  private long page(final long one) {
    return Long.divideUnsigned(one, PAGE / spec.lineBytes());
  }

  private long stride(final int level, final int vcpu, final long asked) {
    final long from = asked == line ? address : asked * spec.lineBytes();
    final int owner = spec.levels().get(level).shared() ? 0 : vcpu;
    final String entry = level + " of " + owner + ": " + Math.floorMod(pc, 256);
    final Seen before = seen.get(entry);
    if (before == null || before.pc() != pc) {
      seen.put(entry, new Seen(pc, from, null, null));
      return asked;
    }
    final long byBytes = from - before.address();
    final long byLines = asked - Long.divideUnsigned(before.address(), spec.lineBytes());
    seen.put(entry, new Seen(pc, from, byBytes, byLines));
    if (Objects.equals(byBytes, before.byBytes())) {
      return Long.divideUnsigned(from + byBytes, spec.lineBytes());
    }
    return Objects.equals(byLines, before.byLines()) ? asked + byLines : asked;
  }

  /** In the order in which they were wanted. */
  List<Long> takeWanted(final int level) {
    final List<Long> taken = wanted.remove(level);
    return taken == null ? List.of() : taken;
  }
}
