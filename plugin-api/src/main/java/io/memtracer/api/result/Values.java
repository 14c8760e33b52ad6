package io.memtracer.api.result;

/** Which Java values may stand in a result, so that every renderer can write all of them. */
final class Values {

  private Values() {}

  static void requireValue(final Object value) {
    final boolean fine =
        value instanceof Long
            || value instanceof String
            || (value instanceof Double number && Double.isFinite(number));
    if (!fine) {
      throw new IllegalArgumentException(
          "a value is a Long, a finite Double or a String, but value=" + value);
    }
  }
}
