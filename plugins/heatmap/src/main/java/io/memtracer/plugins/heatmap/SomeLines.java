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

  /** Of the normal distribution, 97.5 %. */
  private static final double Z = 1.959963984540054;

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
   * How many accesses there are likely to be to memory of several blocks. Each line is chosen or
   * not, whatever others are: so its accesses are in the sum, times one by the share, or aren't (D.
   * G. Horvitz, D. J. Thompson, "A generalization of sampling without replacement from a finite
   * universe", Journal of the American Statistical Association 47(260), 1952). Of the lines in a
   * block only the sum is known: taking it for one line's makes the error rather too large.
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
    final double error = Z * Math.sqrt((1 - share()) * squares[0]) / share();
    return new Estimate(sum[0], whole(sum[0]), error);
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(seen);
  }

  void append(final DataInput in) throws IOException {
    seen += in.readLong();
  }
}
