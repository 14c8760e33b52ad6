package io.memtracer.api.result;

/** Which Java values may stand in a result, so that every renderer can write all of them. */
final class Values {

  private Values() {}

  /**
   * Makes a value one of the three kinds that results hold.
   *
   * @param where what it is to be, for the error
   * @return a {@link Long}, a finite {@link Double} or a {@link String}
   */
  static Object normal(final String where, final Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    } else if (value instanceof Float number) {
      return normal(where, number.doubleValue());
    } else if (value instanceof Long
        || value instanceof String
        || (value instanceof Double number && Double.isFinite(number))) {
      return value;
    }
    throw new IllegalArgumentException(
        where
            + " must be a whole number, a finite fraction or a String, but is "
            + (value == null || value instanceof Double
                ? value
                : value + ", a " + value.getClass().getSimpleName()));
  }
}
