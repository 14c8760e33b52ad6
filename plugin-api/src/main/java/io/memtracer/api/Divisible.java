package io.memtracer.api;

/**
 * An analyzer whose work several of its kind can share, each on a thread of its own: all of them
 * are given the whole trace, and each looks at its share of the places that are accessed, such as
 * sets of a cache, and passes over the rest. {@link TraceAnalyzer}s that can do this implement it
 * too.
 *
 * <p>It is for what depends on all accesses before, so that it isn't {@link Mergeable}, and costs
 * much more than to pass over a record. Analyzers created with the same options are each given a
 * share with {@link #take}, started, and led through the trace as ever; but only one of them, after
 * it has {@link #join joined} all others, is asked for the result. That must be equal to the result
 * of one analyzer that saw everything, as long as no limit is reached of what an analyzer keeps.
 * The scratch directory of all is the same one.
 */
@Experimental
public interface Divisible {

  /**
   * How many can share the work at most, with its options.
   *
   * @return 1 if it can't be shared, otherwise more
   */
  int maxShares();

  /**
   * Has it look at one share only. Called before {@link TraceAnalyzer#onStart}, or not at all.
   *
   * @param share 0 to shares - 1
   * @param shares how many there are, 2 to {@link #maxShares}
   */
  void take(int share, int shares);

  /**
   * Adds what another one found in its share. Called when both have been given all of the trace, by
   * the thread that will ask for the result.
   *
   * @param other of this class, with the same options and another share; not used afterwards, but
   *     closed
   */
  void join(TraceAnalyzer other);
}
