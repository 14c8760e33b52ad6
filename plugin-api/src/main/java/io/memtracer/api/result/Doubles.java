package io.memtracer.api.result;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** An immutable list that holds its numbers without a box each. */
final class Doubles extends AbstractList<Double> implements RandomAccess {

  private final double[] values;

  private Doubles(final double[] values) {
    this.values = values;
  }

  static List<Double> of(final double... values) {
    return new Doubles(values.clone());
  }

  static List<Double> copyOf(final List<Double> values) {
    return values instanceof Doubles
        ? values
        : new Doubles(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Says which of them isn't finite. */
  static void requireFinite(final String whose, final List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.get(i))) {
        throw new IllegalArgumentException(
            whose + " must be finite, but value " + i + " is " + values.get(i));
      }
    }
  }

  @Override
  public Double get(final int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof Doubles doubles
        ? Arrays.equals(values, doubles.values)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
