package io.memtracer.plugins.cache.reference;

import io.memtracer.api.RecordWord;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.testkit.Trace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The hierarchy as docs/analyzers/cache.md defines it, with a map for everything. */
final class NaiveHierarchy {

  private static final int ACCESSES_UNTIL_CHECK = 50;

  private final HierarchySpec spec;
  private final NaiveFigures figures = new NaiveFigures();
  private final NaivePrefetches prefetches;
  private final NaiveLevels levels;
  private final NaiveCoherence coherence;
  private final Set<Long> touched = new HashSet<>();

  /** Lines each instruction (word without vCPU) got from a level. */
  final Map<Long, Map<Integer, Long>> answers = new HashMap<>();

  NaiveHierarchy(final HierarchySpec spec) {
    this.spec = spec;
    prefetches = new NaivePrefetches(spec, figures);
    levels = new NaiveLevels(spec, figures, prefetches);
    coherence = new NaiveCoherence(spec, figures, levels);
  }

  void run(final Trace trace) {
    for (int i = 0; i < trace.size(); i++) {
      final long word = trace.word(i);
      final Map<Long, Long> firstBytes = new HashMap<>();
      final Set<Long> lines = new LinkedHashSet<>();
      for (int offset = 0; offset < RecordWord.size(word); offset++) {
        final long address = trace.address(i) + offset;
        final long line = Long.divideUnsigned(address, spec.lineBytes());
        lines.add(line);
        firstBytes.putIfAbsent(line, address);
      }
      figures.count("crossings", lines.size() - 1);
      for (final long line : lines) {
        access(word, firstBytes.get(line), line);
      }
      if (i % ACCESSES_UNTIL_CHECK == 0) {
        NaivePromises.check(spec, levels);
      }
    }
  }

  private void access(final long word, final long address, final long line) {
    final boolean isStore = RecordWord.isStore(word);
    final String who = (RecordWord.isUser(word) ? "user" : "kernel") + (isStore ? " st" : " ld");
    final int vcpu = RecordWord.vcpu(word);
    prefetches.current(RecordWord.pc(word), address, line);
    coherence.before(vcpu, line, who);
    final int answer = isStore ? levels.write(0, vcpu, line, who) : levels.read(0, vcpu, line, who);
    prefetch(vcpu);
    if (answer > 0) {
      answers.computeIfAbsent(word & ~0xff00L, key -> new TreeMap<>()).merge(answer, 1L, Long::sum);
    }
    if (touched.add(line)) {
      figures.count("first " + who, 1);
    }
  }

  private void prefetch(final int vcpu) {
    for (int level = 0; level < spec.levels().size(); level++) {
      for (final long line : prefetches.takeWanted(level)) {
        if (!levels.cache(level, vcpu).has(line)) {
          if (!spec.levels().get(level).shared()) {
            coherence.load(vcpu, line);
          }
          levels.prefetch(level, vcpu, line);
        }
      }
    }
  }

  long dirty(final int level) {
    return levels.dirty(level);
  }

  long figure(final String start) {
    return figures.figure(start);
  }

  long withNobody(final String start) {
    return figures.withNobody(start);
  }
}
