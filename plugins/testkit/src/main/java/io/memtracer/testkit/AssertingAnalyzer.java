package io.memtracer.testkit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import java.util.Arrays;
import java.util.Optional;

/**
 * Wraps an analyzer and checks that whoever calls it keeps the contract: every method in its turn,
 * all on one thread, batches that are not empty, of one vCPU, and whose ordinals follow each other,
 * the true count at the end.
 *
 * <p>It holds the analyzer to the contract too: each batch it passes on is a copy that is
 * overwritten after the call, so that an analyzer which keeps a batch finds rubbish in it.
 */
public final class AssertingAnalyzer implements TraceAnalyzer {

  private static final long RUBBISH_WORD = RecordWord.of(0x5ead_5ead_5ead_5eadL, 0xad, 2, true, 6);
  private static final long RUBBISH_ADDRESS = 0xdead_dead_dead_deadL;

  private enum State {
    CREATED,
    STARTED,
    ENDED,
    CLOSED
  }

  private final TraceAnalyzer analyzer;
  private RecordBatchWriter copy = new RecordBatchWriter(1);
  private State state = State.CREATED;
  private Thread thread;
  private long delivered;
  private boolean failed;

  /**
   * Wraps an analyzer.
   *
   * @param analyzer a fresh one
   */
  public AssertingAnalyzer(final TraceAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  /**
   * How many records came.
   *
   * @return the records of all batches
   */
  public long delivered() {
    return delivered;
  }

  /**
   * Whether the life is over.
   *
   * @return true after {@link #close}
   */
  public boolean closed() {
    return state == State.CLOSED;
  }

  @Override
  public void onStart(final AnalysisContext context) {
    enter("onStart", State.CREATED);
    check(context != null, "onStart was called without a context");
    state = State.STARTED;
    failed = true;
    analyzer.onStart(context);
    failed = false;
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    enter("onBatch", State.STARTED);
    check(batch.size() > 0, "onBatch was called with an empty batch");
    check(
        batch.firstOrdinal() == delivered,
        "the batch should start at ordinal "
            + delivered
            + ", but starts at "
            + batch.firstOrdinal());
    for (int i = 0; i < batch.size(); i++) {
      check(
          RecordWord.vcpu(batch.word(i)) == batch.vcpu(),
          "record " + (batch.firstOrdinal() + i) + " is of another vCPU than its batch");
    }
    final RecordBatch given = copyOf(batch);
    delivered += batch.size();
    failed = true;
    analyzer.onBatch(given);
    failed = false;
    Arrays.fill(copy.words(), RUBBISH_WORD);
    Arrays.fill(copy.addresses(), RUBBISH_ADDRESS);
    if (batch.hasPhysicalAddresses()) {
      Arrays.fill(copy.physical(), RUBBISH_ADDRESS);
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    enter("onEvent", State.STARTED);
    check(
        event.ordinal() == delivered,
        "the event should be at ordinal " + delivered + ", but is at " + event.ordinal());
    failed = true;
    analyzer.onEvent(event);
    failed = false;
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    enter("snapshot", State.STARTED);
    failed = true;
    final Optional<AnalysisResult> result = analyzer.snapshot();
    failed = false;
    check(result != null, "snapshot returned null");
    return result;
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    enter("onEnd", State.STARTED);
    check(
        end.recordsDelivered() == delivered,
        "onEnd should be told " + delivered + " records, but was told " + end.recordsDelivered());
    state = State.ENDED;
    failed = true;
    final AnalysisResult result = analyzer.onEnd(end);
    failed = false;
    check(result != null, "onEnd returned null");
    final long lost = result.recordsLost();
    check(lost <= delivered, "lost " + lost + " of " + delivered + " records");
    return result;
  }

  @Override
  public void close() {
    checkThread("close");
    check(state != State.CLOSED, "close was called twice");
    state = State.CLOSED;
    analyzer.close();
  }

  private RecordBatch copyOf(final RecordBatch batch) {
    if (copy.capacity() < batch.size()) {
      copy = new RecordBatchWriter(batch.size());
    }
    copy.of(batch.vcpu(), batch.task(), batch.phase());
    copy.clear(batch.firstOrdinal());
    for (int i = 0; i < batch.size(); i++) {
      copy.add(batch.word(i), batch.address(i));
    }
    for (int i = 0; i < batch.size() && batch.hasPhysicalAddresses(); i++) {
      copy.physical()[i] = batch.physical(i);
    }
    return copy.batch();
  }

  private void enter(final String method, final State expected) {
    checkThread(method);
    check(!failed, method + " was called after the analyzer had thrown");
    check(state == expected, method + " was called in state " + state + ", not " + expected);
  }

  private void checkThread(final String method) {
    if (thread == null) {
      thread = Thread.currentThread();
    }
    check(
        thread == Thread.currentThread(),
        method
            + " was called on thread "
            + Thread.currentThread().getName()
            + ", earlier methods on "
            + thread.getName());
  }

  private static void check(final boolean holds, final String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
