package io.memtracer.plugins.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares hierarchies of all kinds with a model in which everything is a map. */
@ExtendWith(SeededRandom.class)
class CacheReferenceTest {

  private static final List<String> POLICIES =
      Arrays.stream(Policy.values()).map(Policy::key).toList();

  @RepeatedTest(60)
  void agreesWithTheNaiveModel(final Random random) {
    final int lineBytes = 16 << random.nextInt(4);
    final String levels = levels(random, lineBytes);
    final long seed = random.nextInt(1000);
    final boolean threeC = random.nextBoolean();
    final Trace trace = trace(random);
    final NaiveHierarchy naive =
        new NaiveHierarchy(new LevelParser(lineBytes).parse(levels), lineBytes, seed);
    naive.run(trace);
    final CacheFactory factory = new CacheFactory();
    final Map<String, String> options =
        Map.of(
            "levels", levels,
            "line", Integer.toString(lineBytes),
            "seed", Long.toString(seed),
            "top", "100000",
            "three-c", Boolean.toString(threeC),
            "window", Integer.toString(1 + random.nextInt(3000)));
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(factory.create(AnalyzerOptions.of(factory.options(), options)));
    compare(levels, new LevelParser(lineBytes).parse(levels), naive, result);
    compareInstructions(naive, result);
    if (threeC) {
      compareCauses(levels, new LevelParser(lineBytes).parse(levels), naive, result);
    }
  }

  private static void compareCauses(
      final String levels,
      final List<LevelSpec> specs,
      final NaiveHierarchy naive,
      final AnalysisResult result) {
    for (final LevelSpec level : specs) {
      for (final String mode : List.of("user", "kernel")) {
        final Map<String, Object> row = Results.row(result, "cache", "three-c", level.name(), mode);
        for (final String cause : List.of("cold", "capacity", "conflict", "fully-associative")) {
          assertEquals(
              naive.figure(cause + " " + level.name() + " " + mode), row.get(cause), levels);
        }
      }
    }
  }

  private static String levels(final Random random, final int lineBytes) {
    final int count = 1 + random.nextInt(3);
    boolean shared = false;
    final StringBuilder levels = new StringBuilder();
    for (int level = 0; level < count; level++) {
      final String policy = POLICIES.get(random.nextInt(POLICIES.size()));
      final boolean power = level == 0 || policy.equals("plru") || random.nextBoolean();
      final int ways = power ? 1 << random.nextInt(4) : 1 + random.nextInt(8);
      final int least = policy.equals("drrip") ? 2 : 1;
      final int sets = power ? least << random.nextInt(4 + level) : least + random.nextInt(20);
      shared |= random.nextInt(3) == 0;
      levels
          .append(level == 0 ? "" : "+")
          .append("l" + level + ":" + lineBytes * ways * sets + ":" + ways + ":" + policy)
          .append(shared ? ":shared" : ":private")
          .append(random.nextInt(3) == 0 ? ":write-through" : "")
          .append(random.nextInt(3) == 0 ? ":no-allocate" : "");
    }
    return levels.toString();
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
