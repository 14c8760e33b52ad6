package io.memtracer.benchmarks.recordings;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.ring.RingTap;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of a trace as they came out of a ring, kept in memory. */
final class Pieces implements BatchSink {

  private static final int ESCAPE = 0xffff;
  private static final int SITE_BITS = 16;
  private static final long VCPU_BITS = 0xff00;
  private static final int BATCH_RECORDS = 4096;

  private final RecordBatchWriter batch = new RecordBatchWriter(BATCH_RECORDS);
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Long, Integer> sites = new HashMap<>();
  private final long[] siteWords = new long[ESCAPE + 1];
  private final int most;
  private int records;

  private record Piece(int vcpu, Task task, Phase phase, LongBuffer packed) {}

  /**
   * Takes records.
   *
   * @param most how many, about
   */
  Pieces(final int most) {
    this.most = most;
  }

  boolean isFull() {
    return records >= most;
  }

  int records() {
    return records;
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    batch.clear(0);
    return batch;
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    final RecordBatch from = filled.batch();
    final long[] packed = new long[from.size()];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = from.address(i) << SITE_BITS | site(from.word(i) & ~VCPU_BITS);
    }
    pieces.add(new Piece(from.vcpu(), from.task(), from.phase(), LongBuffer.wrap(packed)));
    records += packed.length;
  }

  private int site(final long word) {
    final Integer known = sites.get(word);
    if (known != null) {
      return known;
    }
    final int number = sites.size();
    if (number == ESCAPE) {
      throw new IllegalArgumentException("the trace has more than " + ESCAPE + " sites");
    }
    sites.put(word, number);
    siteWords[number] = word;
    return number;
  }

  @Override
  public void event(final TraceEvent event) {}

  /** Tells all of them. */
  void tell(final RingTap tap) {
    for (final Piece piece : pieces) {
      tap.context(piece.vcpu(), piece.task(), piece.phase());
      tap.records(piece.packed(), 0, piece.packed().limit(), siteWords);
    }
  }
}
