package io.memtracer.host.status;

/**
 * What came of a selection.
 *
 * @param selection what was asked for
 * @param blindTimes how often it came that accesses which weren't wanted were not even counted
 */
public record Selected(Selection selection, long blindTimes) {

  /** All was recorded. */
  public static final Selected ALL = new Selected(Selection.ALL, 0);
}
