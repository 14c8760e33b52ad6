package io.memtracer.api.result;

/** A piece of a section. Later versions may add kinds. */
public sealed interface Item
    permits Metric, Table, Histogram, Series, Curve, HeatMap, Finding, TextBlock {

  /**
   * Name for scripts.
   *
   * @return lower-case letters, digits and dashes
   */
  String key();
}
