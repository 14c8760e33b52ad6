package io.memtracer.plugins.support;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.TraceEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whether all accesses of the run are in the trace, or some are missing: it is sampled, a part was
 * chosen, or some were lost. Not thread-safe.
 */
public final class Completeness {

  private boolean partial;

  /** Nothing is missing yet. */
  public Completeness() {}

  /**
   * The run begins.
   *
   * @param context facts about it
   */
  public void start(final AnalysisContext context) {
    partial |= !context.sampling().tracesAll();
  }

  /**
   * Something happened.
   *
   * @param event any
   */
  public void event(final TraceEvent event) {
    partial |= event instanceof TraceEvent.Gap;
  }

  /**
   * Whether accesses are missing.
   *
   * @param end what is known about the whole trace
   * @return true if so
   */
  public boolean isPartial(final EndOfTrace end) {
    return partial || end.recordsLost() > 0;
  }

  /**
   * Writes down what is known.
   *
   * @param out where to
   * @throws IOException if that can't be written to
   */
  public void save(final DataOutput out) throws IOException {
    out.writeBoolean(partial);
  }

  /**
   * Adds what is known of the accesses behind these.
   *
   * @param in what {@link #save} wrote
   * @throws IOException if that can't be read
   */
  public void append(final DataInput in) throws IOException {
    partial |= in.readBoolean();
  }
}
