package io.memtracer.host.parallel;

import java.util.Optional;

/**
 * Has the pieces of a trace looked at: it begins when it is known of each analyzer whether it can
 * start, and ends when none of them wants to know any more. Thread-safe.
 */
final class Division {

  private final PieceFarm farm;
  private final PieceJob job;
  private final PieceBoard board;
  private int awaited;
  private int used;

  Division(final PieceFarm farm, final PieceJob job) {
    this.farm = farm;
    this.job = job;
    board = new PieceBoard(job.pieces().size());
    awaited = job.specs().size();
    used = awaited;
  }

  /** An analyzer has started, or can't be: with the last of them, the pieces are looked at. */
  synchronized void started() {
    awaited--;
    if (awaited == 0) {
      farm.begin(job, board);
    }
  }

  /**
   * An analyzer doesn't want to know any more what becomes of its pieces: with the last, they end.
   */
  synchronized void closed() {
    used--;
    if (used == 0) {
      farm.stop();
    }
  }

  PieceBoard board() {
    return board;
  }

  /**
   * What was made of a piece.
   *
   * @throws IllegalStateException if nothing was
   */
  PieceResult result(final int piece) {
    final Optional<PieceResult> result = board.at(piece);
    return result.orElseThrow(
        () ->
            new IllegalStateException(
                board.failure().map(Throwable::toString).orElse("a piece was not looked at"),
                board.failure().orElse(null)));
  }
}
