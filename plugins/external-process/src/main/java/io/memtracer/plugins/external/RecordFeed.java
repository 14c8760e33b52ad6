package io.memtracer.plugins.external;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.memtracer.api.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes records into a tool's FIFO.
 *
 * <p>If records may be dropped, they go out in pieces of PIPE_BUF bytes, of which POSIX says that a
 * pipe takes them whole or not at all: no record is torn. Otherwise the pieces are larger, and a
 * full pipe is waited for.
 */
final class RecordFeed {

  private static final int DROP_BYTES = 4096;
  private static final int WAIT_BYTES = 1 << 16;
  private static final int WAIT_MILLIS = 50;

  /** Asked again and again while the pipe is full; throws when there is no point in waiting. */
  @FunctionalInterface
  interface Patience {
    void check(long waitedNanos) throws IOException, InterruptedException;
  }

  private final TraceFifo fifo;
  private final boolean mayDrop;
  private final Patience patience;
  private final ByteBuffer buffer;
  private final Pointer bufferStart;
  private final int pieceRecords;
  private long written;
  private long lost;

  RecordFeed(final TraceFifo fifo, final boolean mayDrop, final Patience patience) {
    this.fifo = fifo;
    this.mayDrop = mayDrop;
    this.patience = patience;
    final int pieceBytes = mayDrop ? DROP_BYTES : WAIT_BYTES;
    buffer = ByteBuffer.allocateDirect(pieceBytes).order(ByteOrder.LITTLE_ENDIAN);
    bufferStart = Native.getDirectBufferPointer(buffer);
    pieceRecords = pieceBytes / ToolProtocol.RECORD_BYTES;
  }

  /** Records the pipe took. */
  long written() {
    return written;
  }

  /** Records that were dropped. */
  long lost() {
    return lost;
  }

  /**
   * Writes all records of a batch, or drops some.
   *
   * @return false if nobody has the FIFO open for reading
   */
  boolean put(final RecordBatch batch) throws IOException, InterruptedException {
    for (int from = 0; from < batch.size(); from += pieceRecords) {
      final int records = Math.min(pieceRecords, batch.size() - from);
      encode(batch, from, records);
      if (!(mayDrop ? offer(records) : write(records))) {
        return false;
      }
    }
    return true;
  }

  private void encode(final RecordBatch batch, final int from, final int records) {
    for (int i = 0; i < records; i++) {
      buffer.putLong(i * ToolProtocol.RECORD_BYTES, batch.word(from + i));
      buffer.putLong(i * ToolProtocol.RECORD_BYTES + Long.BYTES, batch.address(from + i));
    }
  }

  private boolean offer(final int records) throws IOException {
    final long done = fifo.write(bufferStart, (long) records * ToolProtocol.RECORD_BYTES);
    if (done < 0) {
      return false;
    }
    if (done == 0) {
      lost += records;
    } else {
      written += records;
    }
    return true;
  }

  private boolean write(final int records) throws IOException, InterruptedException {
    final long length = (long) records * ToolProtocol.RECORD_BYTES;
    long done = 0;
    long fullSince = 0;
    while (done < length) {
      final long more = fifo.write(bufferStart.share(done), length - done);
      if (more < 0) {
        return false;
      }
      done += more;
      if (more > 0) {
        fullSince = 0;
      } else if (fullSince == 0) {
        fullSince = System.nanoTime();
      }
      if (done < length) {
        fifo.awaitRoom(WAIT_MILLIS);
        patience.check(fullSince == 0 ? 0 : System.nanoTime() - fullSince);
      }
    }
    written += records;
    return true;
  }
}
