package io.memtracer.host.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;
import io.memtracer.host.Waiting;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.read.ScriptedSource;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskParts;
import io.memtracer.testkit.TestContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Analyzers of one kind that share its work, on a thread each. */
@Timeout(60)
final class SharedWorkTest {

  private static final int RECORDS = 4_000;
  private static final int MOST = 5;

  @TempDir private Path scratch;
  private final Records records = Records.random(7, RECORDS);
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();

  /** Who fails, and in which call; nobody unless it is set. */
  private int failing = -1;

  private String failingIn = "";

  /**
   * Who doesn't come back from its first batch until it is interrupted; nobody unless it is set.
   */
  private int hanging = -1;

  private Runnable atStart = () -> {};
  private volatile boolean isOver;

  /** Each once, whoever joined it, and whatever failed; but for those that were given up. */
  @AfterEach
  void allAreClosed() {
    if (hanging < 0) {
      assertEquals(created.get(), closed.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, MOST, 64})
  void findWhatOneFinds(final int threads) {
    final AnalyzerOutcome outcome = run(threads, spec()).get(0);
    assertEquals(Optional.of(sums(Arrays.stream(records.addresses()).sum())), outcome.result());
    assertEquals(RECORDS, outcome.delivered());
    assertEquals(0, outcome.lost());
    assertEquals("sums", outcome.label());
    final int shares = Math.min(MOST, threads);
    assertEquals(shares == 1 ? List.of() : range(shares), taken.stream().sorted().toList());
  }

  /** The others of the run aren't concerned; what it says is why the one failed that did. */
  @ParameterizedTest
  @CsvSource({
    "0, onStart",
    "2, onStart",
    "0, onBatch",
    "1, onBatch",
    "2, onBatch",
    "0, join",
    "0, onEnd",
    "0, create",
    "1, create"
  })
  void failTogether(final int share, final String call) {
    failing = share;
    failingIn = call;
    final List<AnalyzerOutcome> outcomes = run(3, spec(), other());
    final AnalyzerFailure failure = outcomes.get(0).failure().orElseThrow();
    assertEquals(call.equals("join") ? "onEnd" : call, failure.phase());
    assertEquals("share " + share + " on purpose", failure.cause().getMessage());
    assertEquals(Optional.empty(), outcomes.get(0).result());
    assertEquals(RECORDS, outcomes.get(0).delivered() + outcomes.get(0).lost());
    assertTrue(outcomes.get(1).result().isPresent());
    assertEquals(2, outcomes.size());
  }

  /** The first is given up as well, as it waits for the other: that isn't what is to be said. */
  @Test
  void saysWhichCallWasGivenUp() {
    hanging = 1;
    final AnalyzerFailure failure = run(3, spec()).get(0).failure().orElseThrow();
    assertEquals("onBatch", failure.phase());
    assertTrue(failure.cause().getMessage().contains("was left behind"), failure.toString());
  }

  /** As the slowest analyzer of a run is the one whose thread was busy for longest. */
  @Test
  void areAsBusyAsTheBusiest() {
    final CountDownLatch started = new CountDownLatch(3);
    atStart =
        () -> {
          started.countDown();
          Waiting.until(() -> started.getCount() == 0);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        };
    final long begin = System.nanoTime();
    final long busyNanos = run(3, spec()).get(0).busyNanos();
    final long took = System.nanoTime() - begin;
    assertTrue(busyNanos <= took, busyNanos + " of " + took);
  }

  /** Figures of parts are found by several that each see some records. */
  @Test
  void isNotSharedWhereFiguresOfPartsAreWanted() {
    final LaneSpec whole = spec();
    final LaneSpec byCpl =
        new LaneSpec(
            whole.label(),
            whole.factory(),
            whole.version(),
            whole.options(),
            whole.context(),
            new Parts(true, TaskParts.NONE, false));
    assertTrue(run(3, byCpl).get(0).result().isPresent());
    assertEquals(List.of(), List.copyOf(taken));
  }

  private List<AnalyzerOutcome> run(final int threads, final LaneSpec... specs) {
    final PipelineConfig config =
        PipelineConfig.defaults()
            .withSizes(1 << 16, 4096, 256, 4)
            .withPatienceNanos(0)
            .withShares(threads);
    final ScriptedSource source = new ScriptedSource(records.bytes(), at -> 4096, 0);
    try (Pipeline pipeline = Pipeline.start(config, List.of(specs), config.intakeOf(source))) {
      if (hanging >= 0) {
        new Thread(() -> giveUp(pipeline), "watch").start();
      }
      return pipeline.finish(RECORDS).analyzers();
    } finally {
      isOver = true;
    }
  }

  private void giveUp(final Pipeline pipeline) {
    while (!isOver) {
      pipeline.giveUp(TimeUnit.MILLISECONDS.toNanos(100));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private LaneSpec spec() {
    return spec("sums", new TestFactory("sums", "adds up", options -> new Sums()));
  }

  private LaneSpec other() {
    return new RecordingFactory("other", false, RecordingAnalyzer.Script.NONE).spec(scratch);
  }

  private LaneSpec spec(final String label, final TestFactory factory) {
    return new LaneSpec(
        label,
        factory,
        "1.0",
        AnalyzerOptions.of(List.of(), Map.of()),
        TestContext.builder().scratchDirectory(scratch).build());
  }

  private static List<Integer> range(final int shares) {
    return IntStream.range(0, shares).boxed().toList();
  }

  private static AnalysisResult sums(final long sum) {
    return AnalysisResult.of(
        Section.of("sums", "Sums", Metric.of("sum", "Sum of addresses", sum, Unit.NONE)));
  }

  /** Adds up addresses; with others, each those that are its own. */
  private final class Sums implements TraceAnalyzer, Divisible {

    private int share;
    private int shares = 1;
    private long sum;

    Sums() {
      created.incrementAndGet();
    }

    private void failIn(final String call) {
      if (shares > 1 && share == failing && call.equals(failingIn)) {
        throw new IllegalStateException("share " + share + " on purpose");
      }
    }

    @Override
    public int maxShares() {
      return MOST;
    }

    @Override
    public void take(final int own, final int all) {
      share = own;
      shares = all;
      taken.add(own);
      failIn("create");
    }

    @Override
    public void onStart(final AnalysisContext context) {
      failIn("onStart");
      atStart.run();
    }

    @Override
    public void onBatch(final RecordBatch batch) {
      if (batch.firstOrdinal() > RECORDS / 2) {
        failIn("onBatch");
      }
      while (share == hanging && !Thread.currentThread().isInterrupted()) {
        LockSupport.park();
      }
      for (int i = 0; i < batch.size(); i++) {
        final long address = batch.address(i);
        sum += Math.floorMod(address, shares) == share ? address : 0;
      }
    }

    @Override
    public void join(final TraceAnalyzer other) {
      failIn("join");
      sum += ((Sums) other).sum;
    }

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      failIn("onEnd");
      return sums(sum);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
