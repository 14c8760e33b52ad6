package io.memtracer.plugins.reusedistance;

import io.memtracer.plugins.support.Kinds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts of distances, reuse times and first uses. Not thread-safe. */
class Tally {

  private final Counts distances = new Counts();
  private final Counts times = new Counts();
  private final double[] cold = new double[Kinds.COUNT];

  /** By how much distances are too short, and what a use counts. */
  private double scale = 1;

  private double weight = 1;

  Counts distances() {
    return distances;
  }

  Counts times() {
    return times;
  }

  double[] cold() {
    return cold;
  }

  /** What a distance is multiplied with, from now on. */
  final void scale(final double newScale, final double newWeight) {
    scale = newScale;
    weight = newWeight;
  }

  final double weight() {
    return weight;
  }

  void cold(final long line, final int kind) {
    cold[kind] += weight;
  }

  void reuse(final long line, final int kind, final long distance, final long time) {
    distances.add(kind, scaled(distance), weight);
    times.add(kind, time, weight);
  }

  final long scaled(final long distance) {
    return scale == 1 ? distance : (long) ((double) distance * scale);
  }

  /** All of a kind that were counted. */
  double all(final int kind) {
    return distances.all(kind) + cold[kind];
  }

  /** The same, that can be added to without changing this. */
  Tally copy() {
    final Tally copy = new Tally();
    copy.distances.add(distances);
    copy.times.add(times);
    System.arraycopy(cold, 0, copy.cold, 0, cold.length);
    return copy;
  }

  /** Uses of the line that was used last, of which nobody told. */
  final void repeated(final int kind, final double uses) {
    distances.add(kind, 0, uses);
    times.add(kind, 1, uses);
  }

  void saveReuses(final DataOutput out) throws IOException {
    distances.save(out);
    times.save(out);
  }

  void mergeReuses(final DataInput in) throws IOException {
    distances.merge(in);
    times.merge(in);
  }
}
