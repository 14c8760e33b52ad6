package io.memtracer.plugins.tlb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with lists. */
@ExtendWith(SeededRandom.class)
class TlbReferenceTest {

  private static final long PAGE = 4096;

  @RepeatedTest(60)
  void agreesWithLists(final Random random) {
    final Shape shape =
        new Shape(geometry(random), geometry(random), geometry(random), 1 + random.nextInt(4));
    final String user = pick(random, PageSizes.USER_CHOICES);
    final String kernel = pick(random, PageSizes.KERNEL_CHOICES);
    final NaiveTlb naive = new NaiveTlb(shape, user, kernel);
    final TlbFactory factory = new TlbFactory();
    final TraceAnalyzer analyzer =
        factory.create(
            AnalyzerOptions.of(
                factory.options(),
                Map.of(
                    "l1",
                    text(shape.small()),
                    "l1-large",
                    text(shape.large()),
                    "l2",
                    text(shape.second()),
                    "asids",
                    "" + shape.asids(),
                    "user-pages",
                    user,
                    "kernel-pages",
                    kernel)));
    analyzer.onStart(TestContext.DEFAULT);
    long records = 0;
    for (int turn = 0; turn < 12; turn++) {
      final Trace trace = trace(random);
      final int space = random.nextInt(6);
      naive.run(trace, space);
      records += trace.size();
      Replay.of(trace)
          .in(Partition.random(random))
          .by(new Task(space + 1, 1, 1, space, "task"))
          .feed(analyzer);
    }
    compare(naive, analyzer.onEnd(EndOfTrace.of(records)));
  }

  /** Some that is as varied as can be, and some to few pages, that come again. */
  private static Trace trace(final Random random) {
    final TraceBuilder builder = new TraceBuilder();
    final Trace mixed = Traces.mixed(random, 200);
    for (int i = 0; i < mixed.size(); i++) {
      final long address = canonical(mixed.address(i));
      final long last = address + RecordWord.size(mixed.word(i)) - 1;
      // Behind the highest address of user memory there is none.
      builder.add(mixed.word(i), canonical(last) == last ? address : address & -PAGE);
    }
    for (final long base :
        new long[] {0x40_0000L, 0xffff_8880_0100_0000L, 0xffff_c900_0000_0000L}) {
      builder.add(Traces.random(random, base, 1 << (12 + random.nextInt(12)), 100));
    }
    return builder.build();
  }

  /** An address of 48 bits, as a machine has them: the others are as the highest of these. */
  private static long canonical(final long address) {
    return address << 16 >> 16;
  }

  private static void compare(final NaiveTlb naive, final AnalysisResult result) {
    for (final String figure : List.of("crossings", "switches", "flushed")) {
      assertEquals(naive.figure(figure), Results.metric(result, "tlb", figure), figure);
    }
    for (final String level : List.of("first", "second")) {
      for (final String mode : List.of("user", "kernel")) {
        final Map<String, Object> row = Results.row(result, "tlb", "levels", level, mode);
        assertEquals(naive.figure(level + " " + mode), row.get("misses"));
        assertEquals(naive.figure(level + " " + mode + " load"), row.get("load-misses"));
        assertEquals(naive.figure(level + " " + mode + " store"), row.get("store-misses"));
      }
    }
    assertEquals(
        naive.figure("walks 2M"), Results.row(result, "tlb", "page-sizes", 1L << 21).get("walks"));
    assertEquals(naive.figure("second"), Results.metric(result, "tlb", "walks"));
    assertEquals(naive.figure("second"), sum((Table) Results.item(result, "tlb", "vcpus"), 2));
  }

  private static long sum(final Table table, final int column) {
    return table.rows().stream().mapToLong(row -> (Long) row.get(column)).sum();
  }

  private static Geometry geometry(final Random random) {
    final int ways = 1 + random.nextInt(6);
    return new Geometry(ways << random.nextInt(5), ways);
  }

  private static String text(final Geometry geometry) {
    return geometry.entries() + ":" + geometry.ways();
  }

  private static String pick(final Random random, final List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
