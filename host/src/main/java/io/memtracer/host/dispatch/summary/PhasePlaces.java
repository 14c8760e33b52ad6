package io.memtracer.host.dispatch.summary;

/** Is told which records are in which phase, in order. */
@FunctionalInterface
interface PhasePlaces {

  /**
   * Adds records that are all in one phase.
   *
   * @param phase its number; 0 for none
   * @param firstOrdinal of the first of them
   */
  void add(int phase, long firstOrdinal, long records);
}
