package io.memtracer.host.recording.read;

import io.memtracer.host.status.Phases;
import java.util.Optional;

/**
 * What chunks that are to be taken belong to.
 *
 * @param name of the file
 * @param chunksBefore how many are before the first that is taken
 * @param tellsPages whether all of its chunks tell where in physical memory accesses went
 * @param problem what is to be said behind the last of them
 * @param phases those that there are in the whole; empty if that is to be found out
 */
record FileFacts(
    String name,
    int chunksBefore,
    boolean tellsPages,
    Optional<String> problem,
    Optional<Phases> phases) {

  /** Of chunks in the middle of others. */
  static FileFacts ofPiece(final String name, final Piece piece) {
    return new FileFacts(
        name, piece.firstChunk(), piece.tellsPages(), Optional.empty(), Optional.empty());
  }
}
