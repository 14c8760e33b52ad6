package io.memtracer.plugins.cache;

import io.memtracer.api.RecordWord;
import io.memtracer.testkit.Trace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The hierarchy as docs/analyzers/cache.md defines it, with a map for everything. */
final class NaiveHierarchy {

  private final List<LevelSpec> specs;
  private final int lineBytes;
  private final long seed;
  private final Map<String, NaiveSets> caches = new HashMap<>();
  private final Map<String, NaiveCauses> causes = new HashMap<>();
  private final Set<Long> touched = new HashSet<>();

  /** Figures by a name such as {@code misses l1 user load}. */
  final Map<String, Long> figures = new TreeMap<>();

  /** Lines each instruction (word without vCPU) got from a level. */
  final Map<Long, Map<Integer, Long>> answers = new HashMap<>();

  NaiveHierarchy(final List<LevelSpec> specs, final int lineBytes, final long seed) {
    this.specs = specs;
    this.lineBytes = lineBytes;
    this.seed = seed;
  }

  void run(final Trace trace) {
    for (int i = 0; i < trace.size(); i++) {
      final long word = trace.word(i);
      final Set<Long> lines = new LinkedHashSet<>();
      for (int offset = 0; offset < RecordWord.size(word); offset++) {
        lines.add(Long.divideUnsigned(trace.address(i) + offset, lineBytes));
      }
      count("crossings", lines.size() - 1);
      for (final long line : lines) {
        final boolean isStore = RecordWord.isStore(word);
        final String who =
            (RecordWord.isUser(word) ? "user" : "kernel") + (isStore ? " st" : " ld");
        final int vcpu = RecordWord.vcpu(word);
        final int answer = isStore ? write(0, vcpu, line, who) : read(0, vcpu, line, who);
        if (answer > 0) {
          answers
              .computeIfAbsent(word & ~0xff00L, key -> new TreeMap<>())
              .merge(answer, 1L, Long::sum);
        }
        if (touched.add(line)) {
          count("first " + who, 1);
        }
      }
    }
  }

  private void count(final String figure, final long more) {
    figures.merge(figure, more, Long::sum);
  }

  private NaiveSets cache(final int level, final int vcpu) {
    final int owner = specs.get(level).shared() ? 0 : vcpu;
    return caches.computeIfAbsent(
        level + " of " + owner,
        key -> new NaiveSets(specs.get(level), lineBytes, Hierarchy.seed(seed, level, owner)));
  }

  /** Why this is a miss at this level if it is one. */
  private String cause(
      final int level, final int vcpu, final long line, final boolean allocate, final String who) {
    final LevelSpec spec = specs.get(level);
    final NaiveCauses beside =
        causes.computeIfAbsent(
            level + " of " + (spec.shared() ? 0 : vcpu),
            key -> new NaiveCauses(spec.bytes() / lineBytes));
    if (!beside.has(line)) {
      count("fully-associative " + spec.name() + " " + who, 1);
    }
    return beside.asked(line, allocate);
  }

  private int read(final int level, final int vcpu, final long line, final String who) {
    if (level == specs.size()) {
      count("memory reads", 1);
      return level;
    }
    final String name = specs.get(level).name();
    count("references " + name + " " + who, 1);
    final String cause = cause(level, vcpu, line, true, who);
    if (cache(level, vcpu).use(line)) {
      return level;
    }
    count("misses " + name + " " + who, 1);
    count(cause + " " + name + " " + who, 1);
    final int answer = read(level + 1, vcpu, line, who);
    bring(level, vcpu, line);
    return answer;
  }

  private int write(final int level, final int vcpu, final long line, final String who) {
    if (level == specs.size()) {
      count("memory writes", 1);
      return level;
    }
    final LevelSpec spec = specs.get(level);
    count("references " + spec.name() + " " + who, 1);
    if (who.equals("nobody")) {
      count("received " + spec.name(), 1);
    }
    final String cause = cause(level, vcpu, line, spec.allocate(), who);
    int answer = level;
    if (!cache(level, vcpu).use(line)) {
      count("misses " + spec.name() + " " + who, 1);
      count(cause + " " + spec.name() + " " + who, 1);
      if (!spec.allocate()) {
        return write(level + 1, vcpu, line, who);
      }
      answer = read(level + 1, vcpu, line, who);
      bring(level, vcpu, line);
    }
    if (spec.writeBack()) {
      cache(level, vcpu).dirty.add(line);
    } else {
      write(level + 1, vcpu, line, "nobody");
    }
    return answer;
  }

  private void bring(final int level, final int vcpu, final long line) {
    final NaiveSets cache = cache(level, vcpu);
    final Long evicted = cache.insert(line);
    if (evicted != null && cache.dirty.remove(evicted)) {
      count("write-backs " + specs.get(level).name(), 1);
      writeBack(level + 1, vcpu, evicted);
    }
  }

  private void writeBack(final int level, final int vcpu, final long line) {
    if (level == specs.size()) {
      count("memory writes", 1);
      return;
    }
    final LevelSpec spec = specs.get(level);
    count("received " + spec.name(), 1);
    cause(level, vcpu, line, spec.allocate(), "nobody");
    if (!cache(level, vcpu).use(line)) {
      if (!spec.allocate()) {
        writeBack(level + 1, vcpu, line);
        return;
      }
      bring(level, vcpu, line);
    }
    if (spec.writeBack()) {
      cache(level, vcpu).dirty.add(line);
    } else {
      writeBack(level + 1, vcpu, line);
    }
  }

  long dirty(final int level) {
    return caches.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(level + " "))
        .mapToLong(entry -> entry.getValue().dirty.size())
        .sum();
  }

  /** A figure, or 0; several where the name ends early. */
  long figure(final String start) {
    return figures.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .filter(entry -> !entry.getKey().endsWith("nobody"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
