package io.memtracer.plugins.heatmap;

import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.support.Estimate;
import io.memtracer.plugins.support.SampledLines;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.LongStream;

/**
 * The lines that are looked at, and what accesses to these tell of accesses to all. Not
 * thread-safe.
 */
final class SomeLines {

  private static final int LINE_SHIFT = 6;

  private final SampledLines lines;
  private long seen;

  SomeLines(final double share) {
    lines = new SampledLines(share, LINE_SHIFT);
  }

  /** Accesses were made, to whatever lines. */
  void see(final long accesses) {
    seen += accesses;
  }

  /** How many accesses there were to all lines. */
  long seen() {
    return seen;
  }

  /** The share of lines that is looked at. */
  double share() {
    return lines.share();
  }

  /** The next access to one of them; the end if there is none. */
  int next(final RecordBatch batch, final int from, final int to) {
    int i = from;
    while (i < to && !lines.has(batch.address(i) >>> LINE_SHIFT)) {
      i++;
    }
    return i;
  }

  /** What a number of counted accesses stands for. */
  double whole(final long counted) {
    return (double) counted / share();
  }

  /**
   * How many accesses there are likely to be to memory of several blocks. Of the lines in a block
   * only the sum is known: taking it for one line's makes the error rather too large.
   *
   * @param blocks counted accesses to each
   */
  Estimate estimate(final LongStream blocks) {
    final long[] sum = new long[1];
    final double[] squares = new double[1];
    blocks.forEach(
        counted -> {
          sum[0] += counted;
          squares[0] += (double) counted * counted;
        });
    return lines.sum(sum[0], squares[0]);
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(seen);
  }

  void append(final DataInput in) throws IOException {
    seen += in.readLong();
  }
}
