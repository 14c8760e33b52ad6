package io.memtracer.api.result;

/**
 * A range of a histogram.
 *
 * @param low smallest value in it
 * @param high largest value in it, at least {@code low}
 * @param count how many values fell in it
 */
public record Bucket(long low, long high, long count) {

  public Bucket {
    if (high < low || count < 0) {
      throw new IllegalArgumentException(
          "a bucket needs low <= high and count >= 0, but low="
              + low
              + ", high="
              + high
              + ", count="
              + count);
    }
  }
}
