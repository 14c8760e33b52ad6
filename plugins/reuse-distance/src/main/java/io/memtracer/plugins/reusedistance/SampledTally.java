package io.memtracer.plugins.reusedistance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts for each group of lines as well: how much they differ says how far off all may be. */
final class SampledTally extends Tally {

  private final LineHash hash;
  private final double[][] distances = new double[LineHash.GROUPS][LogBuckets.COUNT];
  private final double[] cold = new double[LineHash.GROUPS];

  SampledTally(final LineHash hash) {
    this.hash = hash;
  }

  double[] distancesOf(final int group) {
    return distances[group];
  }

  double coldOf(final int group) {
    return cold[group];
  }

  @Override
  void cold(final long line, final int kind) {
    super.cold(line, kind);
    cold[group(line)] += weight();
  }

  @Override
  void reuse(final long line, final int kind, final long distance, final long time) {
    super.reuse(line, kind, distance, time);
    distances[group(line)][LogBuckets.of(scaled(distance))] += weight();
  }

  private int group(final long line) {
    return LineHash.group(hash.mix(line));
  }

  @Override
  void saveReuses(final DataOutput out) throws IOException {
    super.saveReuses(out);
    for (final double[] group : distances) {
      for (final double count : group) {
        out.writeDouble(count);
      }
    }
  }

  @Override
  void mergeReuses(final DataInput in) throws IOException {
    super.mergeReuses(in);
    for (final double[] group : distances) {
      for (int i = 0; i < group.length; i++) {
        group[i] += in.readDouble();
      }
    }
  }
}
