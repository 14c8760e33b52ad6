package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.memtracer.api.TraceAnalyzerFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The suite lets a sound analyzer pass and catches each way of being broken. */
@SuppressWarnings("NonFinalStaticField")
class TraceAnalyzerConformanceTest {

  /** Which of the suite's tests must fail; all others must pass. */
  private static final Map<String, SumFactory> BROKEN =
      Map.ofEntries(
          Map.entry("saysWhatItIs", new BrokenFactories.TalksTooMuch()),
          Map.entry("isFoundAsAService", new BrokenFactories.Unlisted()),
          Map.entry("refusesOptionsThatItDoesNotHave", new BrokenFactories.AcceptsAnyOption()),
          Map.entry("worksAtTheLimitsOfItsOptions", new BrokenFactories.FailsAtLimit()),
          Map.entry("reportsOnNoRecordsAtAll", new BrokenFactories.FailsOnNothing()),
          Map.entry("reportsOnASingleRecord", new BrokenFactories.FailsOnOne()),
          Map.entry("takesTheWholeAddressSpace", new BrokenFactories.TakesAddressForIndex()),
          Map.entry("doesNotDependOnHowTheTraceIsCut", new BrokenFactories.CountsBatches()),
          Map.entry("findsTheSameInTheSameTrace", new BrokenFactories.LooksAtTheClock()),
          Map.entry("sharesNothingWithOtherInstances", new BrokenFactories.KeepsStaticState()),
          Map.entry("keepsNoBatchBeyondTheCall", new BrokenFactories.KeepsBatches()),
          Map.entry("closesAtAnyTimeAndTwice", new BrokenFactories.ClosesOnce()),
          Map.entry("namesItsFiguresAlike", new BrokenFactories.NamesNothingDifferently()),
          Map.entry("allocatesNothingPerRecord", new BrokenFactories.AllocatesPerRecord()),
          Map.entry("bearsGapsAndOtherEvents", new BrokenFactories.FailsOnGaps()),
          Map.entry("snapshotsChangeNothing", new BrokenFactories.SnapshotsForget()),
          Map.entry("mergesToTheSameWhereverTheTraceIsCut", new BrokenFactories.MergesBadly()));

  /** What third parties' analyzers had, and an earlier suite didn't find, or not in time. */
  private static final Map<SumFactory, String> MET =
      Map.of(
          new PlantedFactories.WindowCutByBatches(),
              "doesNotDependOnHowTheTraceIsCutWithSmallOptions",
          new PlantedFactories.SignedShift(), "countsAlikeInBothHalvesOfTheAddressSpace",
          new PlantedFactories.StaticTable(), "sharesNothingWithOtherInstances",
          new PlantedFactories.BoxedMap(), "allocatesNothingPerRecord",
          new PlantedFactories.NegativeSetIndex(), "takesTheWholeAddressSpace",
          new BrokenFactories.KeepsBatches(), "keepsNoBatchBeyondTheCall");

  private static TraceAnalyzerFactory underTest;

  static final class Suite extends TraceAnalyzerConformance {
    @Override
    protected TraceAnalyzerFactory factory() {
      return underTest;
    }
  }

  @Test
  void letsASoundAnalyzerPass() {
    assertEquals(Set.of(), failedTests(new SumFactory()));
  }

  @TestFactory
  Stream<DynamicTest> catchesWhatIsBroken() {
    return BROKEN.entrySet().stream()
        .map(
            broken ->
                DynamicTest.dynamicTest(
                    broken.getValue().getClass().getSimpleName(),
                    () -> {
                      final Set<String> failed = failedTests(broken.getValue());
                      assertTrue(
                          failed.contains(broken.getKey()),
                          () -> broken.getKey() + " should fail, but only these did: " + failed);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> catchesWhatThirdPartiesMetInAMinute() {
    return MET.entrySet().stream()
        .map(
            met ->
                DynamicTest.dynamicTest(
                    met.getKey().getClass().getSimpleName(),
                    () -> {
                      final Set<String> failed =
                          assertTimeout(Duration.ofMinutes(1), () -> failedTests(met.getKey()));
                      assertTrue(
                          failed.contains(met.getValue()),
                          () -> met.getValue() + " should fail, but only these did: " + failed);
                    }));
  }

  private static Set<String> failedTests(final TraceAnalyzerFactory factory) {
    underTest = factory;
    final Set<String> failed = new TreeSet<>();
    Stderr.of(
        () ->
            EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Suite.class))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(TraceAnalyzerConformanceTest::method)
                .forEach(failed::add));
    return failed;
  }

  private static String method(final Event event) {
    final TestSource source = event.getTestDescriptor().getSource().orElseThrow();
    return ((MethodSource) source).getMethodName();
  }
}
