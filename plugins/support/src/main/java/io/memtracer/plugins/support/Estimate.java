package io.memtracer.plugins.support;

/**
 * What a figure of a whole run is likely to be, of which only a part was seen.
 *
 * @param traced the figure of the part
 * @param value what it is in the whole, most likely
 * @param error the true one is this near in 19 of 20 runs; infinite if there was too little to say
 */
public record Estimate(long traced, double value, double error) {

  /**
   * Where it begins.
   *
   * @return at least what was seen
   */
  public double low() {
    return Math.max((double) traced, value - error);
  }

  /**
   * Where it ends.
   *
   * @return maybe infinite
   */
  public double high() {
    return value + error;
  }
}
