package io.memtracer.cluster;

import io.memtracer.host.recording.read.Piece;
import java.io.Serializable;

/** A piece as it goes to executors; its components are those of {@link Piece}. */
record SavedPiece(int firstChunk, int endChunk, long offset, boolean tellsPages, long firstOrdinal)
    implements Serializable {

  static SavedPiece of(final Piece piece) {
    return new SavedPiece(
        piece.firstChunk(),
        piece.endChunk(),
        piece.offset(),
        piece.tellsPages(),
        piece.firstOrdinal());
  }

  Piece restore() {
    return new Piece(firstChunk, endChunk, offset, tellsPages, firstOrdinal);
  }
}
