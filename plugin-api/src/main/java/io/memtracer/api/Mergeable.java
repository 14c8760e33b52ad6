package io.memtracer.api;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An analyzer that can look at the parts of a trace apart, on other threads or other machines, and
 * put together what it found. {@link TraceAnalyzer}s that can do this implement it too.
 *
 * <p>For each part there is an analyzer of its own, created with the same options and started with
 * {@link TraceAnalyzer#onStart}. It is given the records and events of its part, with the ordinals
 * that they have in the whole trace, and then, instead of {@link TraceAnalyzer#onEnd}, asked to
 * {@link #save}. Another one that was started and has seen no record absorbs the parts with {@link
 * #mergeNext}, in their order, and is asked for the result. That must be equal to the result of one
 * analyzer that saw everything, wherever the trace was cut: an analyzer that can't promise this
 * doesn't implement the interface.
 *
 * <p>The merge is ordered, not commutative: what lies across a cut, such as the distance from a
 * part's last access to the next part's first, can be made up for by keeping what each part began
 * and ended with.
 */
public interface Mergeable {

  /**
   * Writes down everything that was found so far. The analyzer isn't used afterwards.
   *
   * @param out where to
   * @throws IOException if that can't be written to
   */
  void save(DataOutput out) throws IOException;

  /**
   * Absorbs an analyzer that saw the records directly after the last one this has seen or absorbed.
   *
   * @param in what {@link #save} of the other one wrote, with the same options
   * @throws IOException if that can't be read
   */
  void mergeNext(DataInput in) throws IOException;
}
