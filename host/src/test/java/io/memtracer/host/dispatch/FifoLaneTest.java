package io.memtracer.host.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.FifoAnalyzer;
import io.memtracer.api.FifoAnalyzerFactory;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.testkit.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With an analyzer that does what a test wants of it in a call. */
@Timeout(60)
final class FifoLaneTest {

  private static final Path FIFO = Path.of("/no/fifo");
  private static final EndOfTrace END = EndOfTrace.of(0);

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch enough = new CountDownLatch(1);
  private final CountDownLatch inCall = new CountDownLatch(1);
  private Runnable inProgress = () -> {};
  private Runnable inEnd = () -> {};
  private Runnable inClose = () -> {};
  private Supplier<FifoAnalyzer> factory = Scripted::new;

  @AfterEach
  void letGo() {
    enough.countDown();
  }

  @Test
  void callsInOrderAndClosesOnce() {
    final FifoLane lane = start();
    lane.progress(3, false);
    final AnalyzerOutcome outcome = lane.end(5, false, END);
    lane.close();
    lane.progress(6, false);
    assertEquals(
        List.of("onStart", "onProgress 3", "onProgress 5", "onEnd 5", "close"), List.copyOf(calls));
    assertEquals(5, outcome.delivered());
    assertTrue(outcome.result().isPresent());
    assertTrue(outcome.failure().isEmpty());
  }

  @Test
  void closesWhatThrows() {
    inProgress =
        () -> {
          throw new NoClassDefFoundError("on purpose");
        };
    final FifoLane lane = start();
    lane.progress(3, false);
    final AnalyzerOutcome outcome = lane.end(5, false, END);
    assertEquals(List.of("onStart", "onProgress 3", "close"), List.copyOf(calls));
    assertEquals("onProgress", outcome.failure().orElseThrow().phase());
    assertTrue(outcome.result().isEmpty(), "a result and a failure at once");
  }

  @Test
  void saysThatNothingWasReturned() {
    factory = () -> new Scripted(null);
    final AnalyzerOutcome outcome = start().end(1, false, END);
    assertEquals("onEnd", outcome.failure().orElseThrow().phase());
    assertEquals("onEnd() returned null", outcome.failure().orElseThrow().cause().getMessage());
  }

  @Test
  void keepsWhatClosingThrewBesideWhatWentWrongBefore() {
    final IllegalStateException first = new IllegalStateException("first");
    final IllegalStateException second = new IllegalStateException("second");
    inEnd =
        () -> {
          throw first;
        };
    inClose =
        () -> {
          throw second;
        };
    final AnalyzerOutcome outcome = start().end(1, false, END);
    assertEquals(first, outcome.failure().orElseThrow().cause());
    assertEquals(List.of(second), List.of(first.getSuppressed()));
  }

  @Test
  void saysWhoseFactoryThrows() {
    factory =
        () -> {
          throw new NoClassDefFoundError("on/purpose");
        };
    final TraceException failed = assertThrows(TraceException.class, this::start);
    assertEquals(ErrorCategory.ANALYZER, failed.category());
    assertTrue(
        failed.getMessage().startsWith("analyzer scripted can't be created: "),
        failed.getMessage());
    factory =
        () -> {
          throw new InvalidOptionException("too low");
        };
    assertEquals(ErrorCategory.USER, assertThrows(TraceException.class, this::start).category());
  }

  @Test
  void interruptsACallToClose() throws InterruptedException {
    inProgress = this::waitUntilInterrupted;
    final FifoLane lane = start();
    final Thread caller = callProgress(lane);
    lane.close();
    caller.join();
    assertEquals(List.of("onStart", "onProgress 3", "close"), List.copyOf(calls));
  }

  /** It must come to an end, and says so. */
  @Test
  void leavesBehindWhatIgnoresInterrupts() throws InterruptedException {
    inProgress = this::waitWhateverComes;
    final FifoLane lane = start();
    final Thread caller = callProgress(lane);
    lane.close();
    assertTrue(caller.isAlive());
    assertEquals(
        "it did not come back, although it was interrupted",
        lane.failure().orElseThrow().cause().getMessage());
    enough.countDown();
    caller.join();
    assertTrue(calls.contains("close"), calls.toString());
  }

  /** An interrupt that came for the call doesn't stay with the thread that made it. */
  @Test
  void leavesNoInterruptBehind() {
    inProgress = () -> Thread.currentThread().interrupt();
    final FifoLane lane = start();
    lane.progress(3, false);
    assertFalse(Thread.interrupted());
    lane.close();
  }

  private Thread callProgress(final FifoLane lane) throws InterruptedException {
    final Thread caller = new Thread(() -> lane.progress(3, false), "caller");
    caller.setDaemon(true);
    caller.start();
    inCall.await();
    return caller;
  }

  private void waitUntilInterrupted() {
    inCall.countDown();
    try {
      enough.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void waitWhateverComes() {
    inCall.countDown();
    while (true) {
      try {
        enough.await();
        return;
      } catch (InterruptedException e) {
        calls.add("interrupted");
      }
    }
  }

  private FifoLane start() {
    return FifoLane.start(
        new LaneSpec(
            new Factory(), "1", AnalyzerOptions.of(List.of(), Map.of()), TestContext.DEFAULT),
        FIFO);
  }

  private final class Factory implements FifoAnalyzerFactory {
    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public String description() {
      return "Does what it is told.";
    }

    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      throw new IllegalStateException("nobody else listens");
    }

    @Override
    public FifoAnalyzer createForFifo(final AnalyzerOptions options) {
      return factory.get();
    }
  }

  private final class Scripted implements FifoAnalyzer {
    private final AnalysisResult result;

    Scripted() {
      this(new AnalysisResult(List.of()));
    }

    Scripted(final AnalysisResult result) {
      this.result = result;
    }

    @Override
    public void onStart(final AnalysisContext context, final Path fifo) {
      assertEquals(FIFO, fifo);
      calls.add("onStart");
    }

    @Override
    public void onProgress(final long recordsWritten, final boolean refused) {
      calls.add("onProgress " + recordsWritten);
      inProgress.run();
    }

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      calls.add("onEnd " + end.recordsDelivered());
      inEnd.run();
      return result;
    }

    @Override
    public void close() {
      calls.add("close");
      inClose.run();
    }
  }
}
