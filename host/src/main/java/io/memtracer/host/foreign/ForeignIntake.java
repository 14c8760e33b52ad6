package io.memtracer.host.foreign;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSource;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.status.PipelineCounters;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes records from a file of another program. It ends with the last of them, or before what can't
 * be one: that is a {@link #problem}.
 *
 * <p>As a {@link BatchSource} it belongs to the draining thread; any may call the rest.
 */
public final class ForeignIntake implements FiniteIntake, BatchSource {

  private final ForeignTrace trace;
  private final ForeignReader reader;
  private final AtomicLong recordsRead = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();
  private volatile boolean stopped;
  private volatile boolean mayEnd;

  ForeignIntake(final ForeignTrace trace) {
    this.trace = trace;
    reader = trace.format().reader(trace.in());
  }

  @Override
  public BatchSource batches() {
    return this;
  }

  @Override
  public int drain(final BatchAssembler assembler) {
    if (end.isDone()) {
      return 0;
    }
    if (stopped) {
      end.complete(Optional.empty());
      return 0;
    }
    try {
      return drainBatch(assembler);
    } catch (IOException e) {
      end.complete(Optional.of(trace.path() + ": " + e.getMessage()));
    }
    return 0;
  }

  private int drainBatch(final BatchAssembler assembler) throws IOException {
    final RecordBatchWriter batch =
        assembler.room(ForeignReader.MOST_RECORDS, 0, Task.UNKNOWN, Phase.NONE);
    if (batch == null) {
      refusals.setRelease(refusals.getPlain() + 1);
      return 0;
    }
    final int before = batch.batch().size();
    int size = before;
    try {
      while (size + ForeignReader.MOST_RECORDS <= batch.capacity()) {
        final int records = reader.read(batch.words(), batch.addresses(), size);
        if (records < 0) {
          end.complete(Optional.empty());
          break;
        }
        size += records;
      }
    } finally {
      // What came before a line that can't be is delivered.
      batch.set(0, size);
      recordsRead.setRelease(recordsRead.getPlain() + size - before);
    }
    return 1;
  }

  @Override
  public CompletableFuture<Optional<String>> end() {
    return end;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /** Not before it has been said how the run ended: those who listen are told. */
  @Override
  public boolean isDrained() {
    return mayEnd && end.isDone();
  }

  @Override
  public void finishAt(final long records) {
    mayEnd = true;
  }

  @Override
  public void finishWhenEmpty() {
    mayEnd = true;
  }

  @Override
  public PipelineCounters counters() {
    final long records = recordsRead.get();
    return new PipelineCounters(records, 0, 0, refusals.get());
  }

  /** None: what is no whole record is a problem. */
  @Override
  public int partialBytes() {
    return 0;
  }

  @Override
  public Optional<String> problem() {
    return end.getNow(Optional.empty());
  }

  @Override
  public void close() {
    trace.close();
  }
}
