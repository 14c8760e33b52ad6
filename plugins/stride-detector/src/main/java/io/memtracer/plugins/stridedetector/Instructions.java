package io.memtracer.plugins.stridedetector;

import io.memtracer.plugins.support.InstructionKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the entries together that one instruction has on several vCPUs. */
final class Instructions {

  private static final Comparator<Map.Entry<Long, Long>> MOST_HITS =
      Map.Entry.<Long, Long>comparingByValue()
          .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder()));

  /** What is one instruction: its word without the vCPU, in one program. */
  private record Key(long word, int program) {}

  private static final class Merged {
    private final Map<Long, Long> hitsByStride = new HashMap<>();
    private final int state;
    private long accesses;
    private long strides;

    Merged(final int state) {
      this.state = state;
    }

    void add(final long stride, final long hits) {
      if (hits > 0) {
        hitsByStride.merge(stride, hits, Long::sum);
      }
    }
  }

  private final Map<Key, Merged> byKey = new LinkedHashMap<>();

  void add(final Site site) {
    final Merged merged =
        byKey.computeIfAbsent(
            new Key(InstructionKeys.of(site.word, 0), site.program), key -> new Merged(site.state));
    merged.accesses += site.accesses();
    merged.strides += site.seen();
    merged.add(site.firstStride(), site.firstHits());
    merged.add(site.secondStride(), site.secondHits());
  }

  /** All instructions, those with the most accesses first. */
  Collection<Instruction> all() {
    final List<Instruction> all = new ArrayList<>(byKey.size());
    byKey.forEach((key, merged) -> all.add(instruction(key, merged)));
    all.sort(
        Comparator.comparingLong(Instruction::accesses)
            .reversed()
            .thenComparing(Instruction::word, Long::compareUnsigned)
            .thenComparing(Instruction::program));
    return all;
  }

  private static Instruction instruction(final Key key, final Merged merged) {
    final Map.Entry<Long, Long> dominant =
        merged.hitsByStride.entrySet().stream().max(MOST_HITS).orElse(Map.entry(0L, 0L));
    return new Instruction(
        key.word,
        key.program,
        merged.accesses,
        merged.strides,
        dominant.getKey(),
        dominant.getValue(),
        merged.state);
  }
}
