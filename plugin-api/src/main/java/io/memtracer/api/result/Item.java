package io.memtracer.api.result;

/** A piece of a section. */
public sealed interface Item permits Metric, Table, Histogram, Series, TextBlock {

  /**
   * Name for scripts.
   *
   * @return lower-case letters, digits and dashes
   */
  String key();
}
