package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One piece of a trace where nothing else is known of it: the rest of the file isn't read. */
public final class TracePiece implements AutoCloseable {

  private final RecordedFile file;
  private final Piece piece;

  private TracePiece(final RecordedFile file, final Piece piece) {
    this.file = file;
    this.piece = piece;
  }

  /**
   * Opens one.
   *
   * @param bytes closed with this
   * @param piece as it was cut where all of the trace was known
   * @throws TraceException if that is no trace
   */
  public static TracePiece open(final TraceBytes bytes, final Piece piece) {
    return new TracePiece(RecordedFile.of(bytes), piece);
  }

  /**
   * A way to take its records.
   *
   * @param range which of the whole trace
   * @throws TraceException if its chunks aren't where they were
   */
  public RecordedIntake intake(final Range range, final int batchRecords) {
    try {
      return new RecordedIntake(
          FileFacts.ofPiece(file.name(), piece), file, chunks(), range, batchRecords);
    } catch (DamagedException e) {
      throw TraceException.guest(
          "%s isn't what it was, from byte %d on: %s"
              .formatted(file.name(), piece.offset(), e.getMessage()));
    } catch (IOException e) {
      throw TraceException.environment("can't read %s: %s".formatted(file.name(), e), e);
    }
  }

  private List<Block> chunks() throws IOException {
    final int count = piece.endChunk() - piece.firstChunk();
    final List<Block> chunks = new ArrayList<>();
    long offset = piece.offset();
    while (chunks.size() < count) {
      final Block block = file.block(offset);
      if (isChunk(block)) {
        chunks.add(block);
      }
      offset = block.end();
    }
    return chunks;
  }

  private static boolean isChunk(final Block block) {
    final int kind = block.kind();
    return kind == Kind.CHUNK.number() || kind == Kind.PAGED_CHUNK.number();
  }

  @Override
  public void close() {
    file.close();
  }
}
