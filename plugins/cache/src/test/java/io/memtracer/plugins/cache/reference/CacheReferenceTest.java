package io.memtracer.plugins.cache.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import io.memtracer.plugins.cache.CacheFactory;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.options.Prefetch;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares hierarchies of all kinds with a model in which everything is a map. */
@ExtendWith(SeededRandom.class)
class CacheReferenceTest {

  @RepeatedTest(60)
  void agreesWithTheNaiveModel(final Random random) {
    final int lineBytes = 16 << random.nextInt(4);
    compare(
        random,
        RandomLevels.spec(random, RandomLevels.separate(random, lineBytes), lineBytes, false));
  }

  @RepeatedTest(60)
  void agreesWithTheNaiveModelIfCachesAreLinked(final Random random) {
    final int lineBytes = 16 << random.nextInt(4);
    compare(
        random,
        RandomLevels.spec(
            random, RandomLevels.linked(random, lineBytes), lineBytes, random.nextBoolean()));
  }

  private static void compare(final Random random, final RandomLevels levels) {
    final Trace trace = trace(random);
    final NaiveHierarchy naive = new NaiveHierarchy(levels.spec());
    naive.run(trace);
    final CacheFactory factory = new CacheFactory();
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(factory.create(AnalyzerOptions.of(factory.options(), levels.options())));
    final List<LevelSpec> specs = levels.spec().levels();
    compare(levels.text(), specs, naive, result);
    compareInstructions(naive, result);
    if (levels.spec().threeC()) {
      compareCauses(levels, naive, result);
    }
    if (levels.spec().linked()) {
      compareLinks(levels, naive, result);
    }
  }

  private static void compareLinks(
      final RandomLevels levels, final NaiveHierarchy naive, final AnalysisResult result) {
    for (final LevelSpec level : levels.spec().levels()) {
      final String name = " " + level.name() + " ";
      if (levels.spec().inclusions()) {
        final Map<String, Object> row = Results.row(result, "cache", "inclusion", level.name());
        assertEquals(naive.figure("clean" + name), row.get("clean-received"), levels.text());
        assertEquals(naive.figure("back-invalidated" + name), row.get("lost"), levels.text());
      }
      if (levels.spec().coherent() && !level.shared()) {
        final Map<String, Object> row = Results.row(result, "cache", "coherence", level.name());
        assertEquals(naive.figure("by-stores" + name), row.get("lost"), levels.text());
        assertEquals(naive.figure("cleaned" + name), row.get("cleaned"), levels.text());
        assertEquals(naive.figure("coherence-misses" + name), row.get("misses"), levels.text());
      }
      if (level.prefetch() != Prefetch.NONE) {
        final Map<String, Object> row = Results.row(result, "cache", "prefetches", level.name());
        final long used = naive.withNobody("used" + name);
        assertEquals(naive.figure("prefetched " + level.name()), row.get("fetched"), levels.text());
        assertEquals(used, row.get("used"), levels.text());
        assertEquals(naive.figure("used" + name), row.get("covered"), levels.text());
      }
    }
  }

  private static void compareCauses(
      final RandomLevels levels, final NaiveHierarchy naive, final AnalysisResult result) {
    final List<String> causes =
        new ArrayList<>(List.of("cold", "capacity", "conflict", "fully-associative"));
    if (levels.spec().coherent()) {
      causes.add("coherence");
    }
    if (levels.spec().inclusions()) {
      causes.add("inclusion");
    }
    for (final LevelSpec level : levels.spec().levels()) {
      for (final String mode : List.of("user", "kernel")) {
        final Map<String, Object> row = Results.row(result, "cache", "three-c", level.name(), mode);
        for (final String cause : causes) {
          assertEquals(
              naive.figure(cause + " " + level.name() + " " + mode), row.get(cause), levels.text());
        }
      }
    }
  }

  /** Half of it in a small area, where there is something to be hit. */
  private static Trace trace(final Random random) {
    final int size = 1 + random.nextInt(4000);
    Trace small = Traces.zipf(random, -4096, 8192, size);
    small = random.nextBoolean() ? small.kernel() : small;
    small = small.interleavedWith(Traces.random(random, 64, 4096, size / 2).stores().vcpu(1));
    return small.interleavedWith(Traces.mixed(random, size)).then(Traces.mixed(random, size));
  }

  private static void compare(
      final String levels,
      final List<LevelSpec> specs,
      final NaiveHierarchy naive,
      final AnalysisResult result) {
    assertEquals(naive.figure("crossings"), Results.metric(result, "cache", "crossings"));
    assertEquals(naive.figure("first"), Results.metric(result, "cache", "cold"));
    assertEquals(
        naive.figure("memory reads"), Results.metric(result, "cache", "memory-reads"), levels);
    assertEquals(
        naive.figure("memory writes"), Results.metric(result, "cache", "memory-writes"), levels);
    for (int level = 0; level < specs.size(); level++) {
      final String name = specs.get(level).name();
      for (final String mode : List.of("", " user", " kernel")) {
        final Map<String, Object> row =
            Results.row(
                result, "cache", "levels", name, mode.isEmpty() ? "total" : mode.substring(1));
        assertEquals(naive.figure("references " + name + mode), row.get("references"), levels);
        assertEquals(naive.figure("misses " + name + mode), row.get("misses"), levels);
        assertEquals(naive.figure("first" + mode), row.get("cold"), levels);
      }
      final Map<String, Object> kernel = Results.row(result, "cache", "levels", name, "kernel");
      assertEquals(naive.figure("misses " + name + " kernel ld"), kernel.get("load-misses"));
      assertEquals(naive.figure("misses " + name + " kernel st"), kernel.get("store-misses"));
      final Map<String, Object> writes = Results.row(result, "cache", "writes", name);
      assertEquals(naive.figure("received " + name), writes.get("received"), levels);
      assertEquals(naive.figure("write-backs " + name), writes.get("write-backs"), levels);
      assertEquals(naive.dirty(level), writes.get("dirty"), levels);
    }
  }

  private static void compareInstructions(final NaiveHierarchy naive, final AnalysisResult result) {
    final Table table = (Table) Results.item(result, "top", "instructions");
    final Map<List<Object>, Long> expected = new HashMap<>();
    naive.answers.forEach(
        (word, answers) ->
            answers.forEach(
                (level, lines) -> {
                  final List<Object> instruction =
                      List.of(
                          RecordWord.pc(word),
                          RecordWord.isStore(word) ? "store" : "load",
                          InstructionColumns.mode(word),
                          (long) RecordWord.size(word),
                          level);
                  expected.merge(instruction, lines, Long::sum);
                }));
    final Map<List<Object>, Long> found = new HashMap<>();
    for (final List<Object> row : table.rows()) {
      for (int column = 5; column < row.size() - 2; column++) {
        if ((long) row.get(column) > 0) {
          final List<Object> instruction = new ArrayList<>(row.subList(0, 4));
          instruction.add(column - 4);
          found.merge(instruction, (long) row.get(column), Long::sum);
        }
      }
    }
    assertEquals(expected, found);
  }
}
