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
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
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
@ExtendWith(SeededRandom.class)
public abstract class TraceAnalyzerConformance {

  private static final int RECORDS = 20_000;

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
    final Replay replay = Replay.of(Traces.mixed(random, RECORDS));
    final AnalysisResult whole = replay.into(analyzer());
    assertEquals(whole, replay.in(Partition.singles()).into(analyzer()), "batches of 1");
    assertEquals(whole, replay.in(Partition.fixed(4096)).into(analyzer()), "batches of 4096");
    assertEquals(whole, replay.in(Partition.random(random)).into(analyzer()), "random batches");
  }

  @RepeatedTest(3)
  void findsTheSameInTheSameTrace(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS);
    assertEquals(result(trace), result(trace));
  }

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
    final AnalysisResult overwritten = replay.into(new AssertingAnalyzer(analyzer()));
    assertEquals(replay.into(analyzer()), overwritten, "batches overwritten after the call");
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
    ResultChecks.requirePresentable(Replay.of(trace).into(analyzer));
  }

  private AnalysisResult result(final Trace trace) {
    return Replay.of(trace).in(Partition.fixed(1000)).into(analyzer());
  }

  private TraceAnalyzer analyzer() {
    return create(options());
  }

  private TraceAnalyzer create(final Map<String, String> given) {
    final TraceAnalyzerFactory factory = factory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
