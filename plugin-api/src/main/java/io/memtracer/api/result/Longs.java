package io.memtracer.api.result;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** An immutable list that holds its numbers without a box each. */
final class Longs extends AbstractList<Long> implements RandomAccess {

  private final long[] values;

  private Longs(final long[] values) {
    this.values = values;
  }

  static List<Long> of(final long... values) {
    return new Longs(values.clone());
  }

  static List<Long> copyOf(final List<Long> values) {
    return values instanceof Longs
        ? values
        : new Longs(values.stream().mapToLong(Long::longValue).toArray());
  }

  /** Says which of them isn't larger than the one before. */
  static void requireAscending(final String whose, final List<Long> values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i) <= values.get(i - 1)) {
        throw new IllegalArgumentException(
            whose + " must ascend, but " + values.get(i) + " follows " + values.get(i - 1));
      }
    }
  }

  @Override
  public Long get(final int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof Longs longs ? Arrays.equals(values, longs.values) : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
