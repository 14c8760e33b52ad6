package io.memtracer.host.parallel;

import io.memtracer.host.status.Origin;

/**
 * Where the pieces of a trace are looked at: threads here, or other machines. Used for one trace.
 */
public interface PieceFarm {

  /** Into how many pieces, at most, a trace of so many chunks is to be cut. */
  int pieces(int chunks);

  /** Whether all analyzers have to look at pieces: nobody looks at the whole, in order. */
  default boolean takesPiecesOnly() {
    return false;
  }

  /**
   * Begins, and returns at once.
   *
   * @param board is told of each piece, in whatever order, or of what makes that impossible
   */
  void begin(PieceJob job, PieceBoard board);

  /**
   * Nobody wants to know any more what becomes of the pieces: it ends soon. Any number of times.
   */
  void stop();

  /** What reports say of it; when it has ended. */
  Origin.Replayer replayer();
}
