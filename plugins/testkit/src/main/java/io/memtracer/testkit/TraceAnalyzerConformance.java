package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Mergeable;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.TraceEvent.Gap.Cause;
import io.memtracer.api.result.AnalysisResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every analyzer must do, whatever it computes. To check yours, extend this class:
 *
 * <pre>{@code
 * class MyConformanceTest extends TraceAnalyzerConformance {
 *   @Override
 *   protected TraceAnalyzerFactory factory() {
 *     return new MyFactory();
 *   }
 * }
 * }</pre>
 */
@ExtendWith({SeededRandom.class, TimeLimit.class})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class TraceAnalyzerConformance {

  private static final int RECORDS = 20_000;
  private static final int CUTS = 50;
  private static final int MERGE_ROUNDS = 40;

  /** Moves an address to the other half, and no line or page into another set. */
  private static final long UPPER_HALF = 0xffff_8000_0000_0000L;

  /** For subclasses. */
  protected TraceAnalyzerConformance() {}

  /**
   * The analyzer under test.
   *
   * @return a new factory
   */
  protected abstract TraceAnalyzerFactory factory();

  /**
   * Options for the tests, beyond the defaults.
   *
   * @return values by name; needed by an analyzer that has options without a default
   */
  protected Map<String, String> options() {
    return Map.of();
  }

  /**
   * How many traces are cut and merged again, if the analyzer is {@link Mergeable}.
   *
   * @return at least 1; more takes longer
   */
  protected int mergedTraces() {
    return 20;
  }

  @Test
  void saysWhatItIs() {
    final TraceAnalyzerFactory factory = factory();
    assertTrue(factory.name().matches("[a-z][a-z0-9-]*"), "name: " + factory.name());
    ResultChecks.requireOneLine("the analyzer's description", factory.description());
    for (final OptionSpec option : factory.options()) {
      ResultChecks.requireOneLine("description of option " + option.name(), option.description());
    }
    final List<String> names = factory.options().stream().map(OptionSpec::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size(), "options must differ: " + names);
  }

  @Test
  void isFoundAsAService() {
    final Class<?> type = factory().getClass();
    assertTrue(
        ServiceLoader.load(TraceAnalyzerFactory.class, type.getClassLoader()).stream()
            .anyMatch(provider -> provider.type() == type),
        type.getName()
            + " must be in META-INF/services/io.memtracer.api.TraceAnalyzerFactory of its JAR");
  }

  @Test
  void refusesOptionsThatItDoesNotHave() {
    assertThrows(
        InvalidOptionException.class,
        () -> AnalyzerOptions.of(factory().options(), Map.of("no-such-option", "1")));
  }

  @RepeatedTest(3)
  void worksAtTheLimitsOfItsOptions(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS / 10);
    for (final OptionSpec option : factory().options()) {
      if (option.type() == OptionSpec.Type.NUMBER || option.type() == OptionSpec.Type.BYTES) {
        tryOption(trace, option.name(), Long.toString(option.min()));
        tryOption(trace, option.name(), Long.toString(option.max()));
      } else if (option.type() == OptionSpec.Type.FLAG) {
        tryOption(trace, option.name(), "true");
        tryOption(trace, option.name(), "false");
      }
    }
  }

  @Test
  void reportsOnNoRecordsAtAll() {
    ResultChecks.requirePresentable(result(Traces.empty()));
  }

  @RepeatedTest(10)
  void reportsOnASingleRecord(final Random random) {
    ResultChecks.requirePresentable(result(Traces.mixed(random, 1)));
  }

  @Test
  void takesTheWholeAddressSpace() {
    final Trace ends = Traces.of(Traces.load(0, 1), Traces.store(-1, 128), Traces.load(-1, 1));
    final Trace kernelHalf = Traces.random(new Random(1), Long.MIN_VALUE, Long.MAX_VALUE, 1000);
    final Trace allSizes = Traces.stride(Long.MAX_VALUE - 4000, 8, 1000);
    ResultChecks.requirePresentable(result(ends.then(kernelHalf.kernel()).then(allSizes)));
  }

  @RepeatedTest(5)
  void doesNotDependOnHowTheTraceIsCut(final Random random) {
    requireSameHoweverCut(options(), Traces.mixed(random, RECORDS), random);
    requireSameHoweverCut(options(), Traces.mixed(random, RECORDS).vcpu(1), random);
  }

  /** Small windows and tables end more often, and within batches. */
  @RepeatedTest(3)
  void doesNotDependOnHowTheTraceIsCutWithSmallOptions(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS / 10).vcpu(1);
    for (final Map<String, String> small : smallOptions()) {
      requireSameHoweverCut(small, trace, random);
    }
  }

  /** Accesses that cross lines and pages, at user addresses and the same distance apart above. */
  @RepeatedTest(3)
  void countsAlikeInBothHalvesOfTheAddressSpace(final Random random) {
    final TraceBuilder lower = new TraceBuilder();
    final TraceBuilder upper = new TraceBuilder();
    for (int i = 0; i < RECORDS / 10; i++) {
      final long address = 0x10_0000L + random.nextInt(1 << 16);
      final long word = Traces.load(0, 1 << random.nextInt(8)).word();
      lower.add(word, address);
      upper.add(word, address + UPPER_HALF);
    }
    Differences.requireSame(
        ResultChecks.counts(result(lower.build())),
        ResultChecks.counts(result(upper.build())),
        "at addresses of the kernel's half");
  }

  @RepeatedTest(3)
  void bearsGapsAndOtherEvents(final Random random) {
    final Trace trace = withEvents(Traces.mixed(random, RECORDS / 4), random);
    ResultChecks.requirePresentable(result(trace));
    requireSameHoweverCut(options(), trace, random);
  }

  @RepeatedTest(3)
  void snapshotsChangeNothing(final Random random) {
    final Trace trace = withEvents(Traces.mixed(random, RECORDS / 10), random);
    requireSameWithSnapshots(options(), Replay.of(trace).in(Partition.fixed(100)));
  }

  /** Small windows end, and small tables are full, before some of the snapshots. */
  @RepeatedTest(3)
  void snapshotsChangeNothingWithSmallOptions(final Random random) {
    final Trace trace = withEvents(Traces.mixed(random, RECORDS / 20), random);
    for (final Map<String, String> small : smallOptions()) {
      requireSameWithSnapshots(small, Replay.of(trace).in(Partition.fixed(100)));
    }
  }

  private void requireSameWithSnapshots(final Map<String, String> given, final Replay replay) {
    Differences.requireSame(
        play(given, replay),
        play(given, replay, SnapshottingAnalyzer::new),
        "with a snapshot after each batch with " + given);
  }

  /** For analyzers that are {@link Mergeable}. */
  @RepeatedTest(MERGE_ROUNDS)
  void mergesToTheSameWhereverTheTraceIsCut(final RepetitionInfo round) {
    if (!isMergeable(options())) {
      return;
    }
    for (int seed = round.getCurrentRepetition(); seed <= mergedTraces(); seed += MERGE_ROUNDS) {
      final Random random = new Random(seed);
      final Trace plain = Traces.mixed(random, 1 + random.nextInt(2000));
      final Trace trace = seed % 2 == 0 ? plain : withEvents(plain, random);
      final int[] cuts = random.ints(CUTS, 0, trace.size() + 1).sorted().toArray();
      final List<Map<String, String>> some = smallOptions();
      final Map<String, String> given =
          seed % 3 == 0 || some.isEmpty() ? options() : some.get(seed % some.size());
      if (!isMergeable(given)) {
        continue;
      }
      Differences.requireSame(
          play(given, Replay.of(trace)),
          Replay.of(trace).merged(() -> create(given), cuts),
          "trace of seed " + seed + " with " + given + " merged from " + (CUTS + 1) + " parts");
    }
  }

  @RepeatedTest(3)
  void findsTheSameInTheSameTrace(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS);
    Differences.requireSame(result(trace), result(trace), "the same trace again");
  }

  @Order(0)
  @RepeatedTest(3)
  void sharesNothingWithOtherInstances(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS);
    final Trace disturbance = Traces.mixed(random, RECORDS);
    final AnalysisResult alone = result(trace);
    final AnalysisResult otherAlone = result(disturbance);
    final TraceAnalyzer other = analyzer();
    final TraceAnalyzer analyzer = analyzer();
    assertNotSame(other, analyzer, "create must return a new analyzer each time");
    try (other) {
      other.onStart(TestContext.DEFAULT);
      Replay.of(disturbance).feed(other);
      assertEquals(alone, Replay.of(trace).into(analyzer), "beside another instance");
      assertEquals(
          otherAlone, other.onEnd(EndOfTrace.of(disturbance.size())), "the other instance");
    }
  }

  @RepeatedTest(3)
  void keepsNoBatchBeyondTheCall(final Random random) {
    final Replay replay =
        Replay.of(Traces.mixed(random, RECORDS)).in(Partition.fixed(RECORDS / 10));
    Differences.requireSame(
        play(options(), replay),
        play(options(), replay, AssertingAnalyzer::new),
        "batches overwritten after the call");
  }

  @Test
  void closesAtAnyTimeAndTwice() {
    assertDoesNotThrow(() -> analyzer().close(), "close without onStart");
    final TraceAnalyzer cutShort = analyzer();
    cutShort.onStart(TestContext.DEFAULT);
    Replay.of(Traces.sequential(0, 100)).feed(cutShort);
    assertDoesNotThrow(cutShort::close, "close without onEnd");
    assertDoesNotThrow(cutShort::close, "close twice");
  }

  @RepeatedTest(3)
  void namesItsFiguresAlike(final Random random) {
    final Set<String> keys = ResultChecks.keys(result(Traces.mixed(random, RECORDS)));
    final Set<String> ofNothing = ResultChecks.keys(result(Traces.empty()));
    assertTrue(
        keys.containsAll(ofNothing),
        () -> "keys that only the empty trace has: " + ResultChecks.difference(ofNothing, keys));
  }

  @Test
  void allocatesNothingPerRecord() {
    final double bytes = AllocationMeter.bytesPerRecord(analyzer());
    assertFalse(
        bytes > AllocationMeter.TOLERATED,
        () -> "onBatch allocates " + bytes + " bytes per record when warm");
  }

  private void tryOption(final Trace trace, final String name, final String value) {
    final Map<String, String> given = new HashMap<>(options());
    given.put(name, value);
    final TraceAnalyzer analyzer;
    try {
      analyzer = create(given);
    } catch (InvalidOptionException e) {
      assertFalse(e.getMessage().isBlank(), "a refusal of " + name + "=" + value + " says why");
      return;
    }
    analyzer.close();
    ResultChecks.requirePresentable(play(given, Replay.of(trace)));
  }

  private void requireSameHoweverCut(
      final Map<String, String> given, final Trace trace, final Random random) {
    final Replay replay = Replay.of(trace);
    final AnalysisResult whole = play(given, replay);
    final String with = given.equals(options()) ? "" : " with " + given;
    Differences.requireSame(
        whole, play(given, replay.in(Partition.singles())), "batches of 1" + with);
    Differences.requireSame(
        whole, play(given, replay.in(Partition.fixed(4096))), "batches of 4096" + with);
    Differences.requireSame(
        whole, play(given, replay.in(Partition.random(random))), "random batches" + with);
  }

  /** The options, and with each number in turn at its least and a little above. */
  private List<Map<String, String>> smallOptions() {
    final List<Map<String, String>> all = new ArrayList<>();
    for (final OptionSpec option : factory().options()) {
      if (option.type() == OptionSpec.Type.NUMBER || option.type() == OptionSpec.Type.BYTES) {
        for (final long more : new long[] {0, 6, 100}) {
          final long value = option.min() + more;
          final Map<String, String> given = new HashMap<>(options());
          given.put(option.name(), Long.toString(value));
          if (value <= option.max() && isAccepted(given)) {
            all.add(given);
          }
        }
      }
    }
    return all;
  }

  /** It may depend on the options. */
  private boolean isMergeable(final Map<String, String> given) {
    try (TraceAnalyzer analyzer = create(given)) {
      return analyzer instanceof Mergeable;
    }
  }

  private boolean isAccepted(final Map<String, String> given) {
    try (TraceAnalyzer accepted = create(given)) {
      return accepted != null;
    } catch (InvalidOptionException e) {
      return false;
    }
  }

  private static Trace withEvents(final Trace trace, final Random random) {
    final TraceBuilder builder = new TraceBuilder();
    int from = 0;
    while (from < trace.size()) {
      final int to = from + 1 + random.nextInt(Math.min(200, trace.size() - from));
      builder.add(trace.slice(from, to));
      final Cause cause = random.nextBoolean() ? Cause.DROPPED : Cause.SAMPLING;
      switch (random.nextInt(4)) {
        case 0 -> builder.gap(random.nextInt(4), 1 + random.nextInt(1000), cause);
        case 1 -> builder.event(new TraceEvent.PhaseBegin(0, new Phase(1, "phase")));
        case 2 -> builder.event(new TraceEvent.TaskBorn(0, new Task(1, 2, 2, 1, "task"), 0));
        default -> {}
      }
      from = to;
    }
    return builder.build();
  }

  private AnalysisResult result(final Trace trace) {
    return play(options(), Replay.of(trace).in(Partition.fixed(1000)));
  }

  private AnalysisResult play(final Map<String, String> given, final Replay replay) {
    return play(given, replay, analyzer -> analyzer);
  }

  /** Plays a trace, and says of a failure which record it was. */
  private AnalysisResult play(
      final Map<String, String> given,
      final Replay replay,
      final UnaryOperator<TraceAnalyzer> wrap) {
    try {
      return replay.into(wrap.apply(create(given)));
    } catch (RuntimeException | AssertionError e) {
      throw Culprits.explain(e, replay, () -> create(given));
    }
  }

  private TraceAnalyzer analyzer() {
    return create(options());
  }

  private TraceAnalyzer create(final Map<String, String> given) {
    final TraceAnalyzerFactory factory = factory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
