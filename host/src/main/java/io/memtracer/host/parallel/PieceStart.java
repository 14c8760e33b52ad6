package io.memtracer.host.parallel;

import io.memtracer.host.dispatch.partition.Census;
import io.memtracer.host.status.TaskChoice;
import java.util.List;
import java.util.Optional;

/**
 * What analyzers have to know before they look at a piece.
 *
 * @param firstOrdinal of its first record in all that is chosen
 * @param tasks whose records are chosen
 * @param before whose records the pieces before it have, if that was counted
 * @param own the same of this piece
 */
public record PieceStart(
    long firstOrdinal, TaskChoice tasks, List<Census> before, Optional<Census> own) {

  /** Where all records are chosen, and no analyzer is of several parts. */
  public static PieceStart at(final long firstOrdinal) {
    return new PieceStart(firstOrdinal, TaskChoice.ALL, List.of(), Optional.empty());
  }
}
