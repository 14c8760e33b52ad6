package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Mergeable;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
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
  private static final int SHARED_ROUNDS = 3;

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
      if (Subject.isNumber(option)) {
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
    ResultChecks.requirePresentable(subject().result(Traces.empty()));
  }

  @RepeatedTest(10)
  void reportsOnASingleRecord(final Random random) {
    ResultChecks.requirePresentable(subject().result(Traces.mixed(random, 1)));
  }

  @Test
  void takesTheWholeAddressSpace() {
    final Trace ends = Traces.of(Traces.load(0, 1), Traces.store(-1, 128), Traces.load(-1, 1));
    final Trace kernelHalf = Traces.random(new Random(1), Long.MIN_VALUE, Long.MAX_VALUE, 1000);
    final Trace allSizes = Traces.stride(Long.MAX_VALUE - 4000, 8, 1000);
    ResultChecks.requirePresentable(
        subject().result(ends.then(kernelHalf.kernel()).then(allSizes)));
  }

  @RepeatedTest(5)
  void doesNotDependOnHowTheTraceIsCut(final Random random) {
    subject().requireSameHoweverCut(options(), Traces.mixed(random, RECORDS), random);
    subject().requireSameHoweverCut(options(), Traces.mixed(random, RECORDS).vcpu(1), random);
  }

  /** Small windows and tables end more often, and within batches. */
  @RepeatedTest(3)
  void doesNotDependOnHowTheTraceIsCutWithSmallOptions(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS / 10).vcpu(1);
    for (final Map<String, String> small : subject().smallOptions()) {
      subject().requireSameHoweverCut(small, trace, random);
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
        ResultChecks.counts(subject().result(lower.build())),
        ResultChecks.counts(subject().result(upper.build())),
        "at addresses of the kernel's half");
  }

  @RepeatedTest(3)
  void bearsGapsAndOtherEvents(final Random random) {
    final Trace trace = MixedTrace.withEvents(Traces.mixed(random, RECORDS / 4), random);
    ResultChecks.requirePresentable(subject().result(trace));
    subject().requireSameHoweverCut(options(), trace, random);
  }

  @RepeatedTest(3)
  void snapshotsChangeNothing(final Random random) {
    final Trace trace = MixedTrace.withEvents(Traces.mixed(random, RECORDS / 10), random);
    subject().requireSameWithSnapshots(options(), Replay.of(trace).in(Partition.fixed(100)));
  }

  /** Small windows end, and small tables are full, before some of the snapshots. */
  @RepeatedTest(3)
  void snapshotsChangeNothingWithSmallOptions(final Random random) {
    final Trace trace = MixedTrace.withEvents(Traces.mixed(random, RECORDS / 20), random);
    for (final Map<String, String> small : subject().smallOptions()) {
      subject().requireSameWithSnapshots(small, Replay.of(trace).in(Partition.fixed(100)));
    }
  }

  /** For analyzers that are {@link Mergeable}. */
  @RepeatedTest(MERGE_ROUNDS)
  void mergesToTheSameWhereverTheTraceIsCut(final RepetitionInfo round) {
    if (!subject().isMergeable(options())) {
      return;
    }
    for (int seed = round.getCurrentRepetition(); seed <= mergedTraces(); seed += MERGE_ROUNDS) {
      final Random random = new Random(seed);
      final Trace plain = Traces.mixed(random, 1 + random.nextInt(2000));
      final Trace trace = seed % 2 == 0 ? plain : MixedTrace.withEvents(plain, random);
      final int[] cuts = random.ints(CUTS, 0, trace.size() + 1).sorted().toArray();
      final List<Map<String, String>> some = subject().smallOptions();
      final Map<String, String> given =
          seed % 3 == 0 || some.isEmpty() ? options() : some.get(seed % some.size());
      if (!subject().isMergeable(given)) {
        continue;
      }
      Differences.requireSame(
          subject().play(given, Replay.of(trace)),
          Replay.of(trace).merged(() -> subject().create(given), cuts),
          "trace of seed " + seed + " with " + given + " merged from " + (CUTS + 1) + " parts");
    }
  }

  /** For analyzers that are {@link Divisible}. */
  @RepeatedTest(SHARED_ROUNDS)
  void findsTheSameWithTheWorkShared(final Random random) {
    final int most = subject().maxShares();
    if (most == 1) {
      return;
    }
    final Trace trace = MixedTrace.withEvents(Traces.mixed(random, RECORDS), random);
    final AnalysisResult whole = subject().play(options(), Replay.of(trace));
    for (final int shares : IntStream.of(2, Math.min(3, most), most).distinct().toArray()) {
      Differences.requireSame(
          whole,
          Replay.of(trace).divided(() -> subject().create(), shares),
          "the work shared by " + shares);
    }
  }

  @RepeatedTest(3)
  void findsTheSameInTheSameTrace(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS);
    Differences.requireSame(
        subject().result(trace), subject().result(trace), "the same trace again");
  }

  @Order(0)
  @RepeatedTest(3)
  void sharesNothingWithOtherInstances(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS);
    final Trace disturbance = Traces.mixed(random, RECORDS);
    final AnalysisResult alone = subject().result(trace);
    final AnalysisResult otherAlone = subject().result(disturbance);
    final TraceAnalyzer other = subject().create();
    final TraceAnalyzer analyzer = subject().create();
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
        subject().play(options(), replay),
        subject().play(options(), replay, AssertingAnalyzer::new),
        "batches overwritten after the call");
  }

  @Test
  void closesAtAnyTimeAndTwice() {
    assertDoesNotThrow(() -> subject().create().close(), "close without onStart");
    final TraceAnalyzer cutShort = subject().create();
    cutShort.onStart(TestContext.DEFAULT);
    Replay.of(Traces.sequential(0, 100)).feed(cutShort);
    assertDoesNotThrow(cutShort::close, "close without onEnd");
    assertDoesNotThrow(cutShort::close, "close twice");
  }

  @RepeatedTest(3)
  void namesItsFiguresAlike(final Random random) {
    final Set<String> keys = ResultChecks.keys(subject().result(Traces.mixed(random, RECORDS)));
    final Set<String> ofNothing = ResultChecks.keys(subject().result(Traces.empty()));
    assertTrue(
        keys.containsAll(ofNothing),
        () -> "keys that only the empty trace has: " + ResultChecks.difference(ofNothing, keys));
  }

  @Test
  void allocatesNothingPerRecord() {
    final double bytes = AllocationMeter.bytesPerRecord(subject().create());
    assertFalse(
        bytes > AllocationMeter.TOLERATED,
        () -> "onBatch allocates " + bytes + " bytes per record when warm");
  }

  private void tryOption(final Trace trace, final String name, final String value) {
    final Map<String, String> given = subject().with(name, value);
    final TraceAnalyzer analyzer;
    try {
      analyzer = subject().create(given);
    } catch (InvalidOptionException e) {
      assertFalse(e.getMessage().isBlank(), "a refusal of " + name + "=" + value + " says why");
      return;
    }
    analyzer.close();
    ResultChecks.requirePresentable(subject().play(given, Replay.of(trace)));
  }

  private Subject subject() {
    return new Subject(this::factory, options());
  }
}
