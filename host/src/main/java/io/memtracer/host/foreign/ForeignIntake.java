package io.memtracer.host.foreign;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.status.PipelineCounters;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes records from a file of another program. It ends with the last of them, or before what can't
 * be one: that is a {@link #problem}.
 */
public final class ForeignIntake extends FiniteIntake {

  private final ForeignTrace trace;
  private final ForeignReader reader;

  ForeignIntake(final ForeignTrace trace) {
    this.trace = trace;
    reader = trace.format().reader(trace.in());
  }

  @Override
  public int drain(final BatchAssembler assembler) {
    if (end().isDone()) {
      return 0;
    }
    if (isStopped()) {
      end(Optional.empty());
      return 0;
    }
    try {
      return drainBatch(assembler);
    } catch (IOException e) {
      end(Optional.of(trace.path() + ": " + why(e)));
    }
    return 0;
  }

  /** What unpacks .xz says nothing of a file that was cut off. */
  private static String why(final IOException e) {
    return e instanceof EOFException ? "it ends too early" : e.getMessage();
  }

  private int drainBatch(final BatchAssembler assembler) throws IOException {
    final RecordBatchWriter batch =
        assembler.room(ForeignReader.MOST_RECORDS, 0, Task.UNKNOWN, Phase.NONE);
    if (batch == null) {
      refused();
      return 0;
    }
    final int before = batch.batch().size();
    int size = before;
    try {
      while (size + ForeignReader.MOST_RECORDS <= batch.capacity()) {
        final int records = reader.read(batch.words(), batch.addresses(), size);
        if (records < 0) {
          end(Optional.empty());
          break;
        }
        size += records;
      }
    } finally {
      // What came before a line that can't be is delivered.
      batch.set(0, size);
      read(size - before);
    }
    return 1;
  }

  @Override
  public PipelineCounters counters() {
    return new PipelineCounters(recordsRead(), 0, 0, refusals());
  }

  @Override
  public void close() {
    trace.close();
  }
}
