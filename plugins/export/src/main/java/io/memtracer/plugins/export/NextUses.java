package io.memtracer.plugins.export;

import io.memtracer.plugins.support.LongTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Fills in when each object is asked for next, which only what comes later tells: reads the file
 * from its end, and remembers where each object was seen last.
 */
final class NextUses {

  private static final int BLOCK_RECORDS = 1 << 14;

  /** The number of the request that asks for an object next, and 1. */
  private final LongTable nextOfObject = new LongTable();

  /** Fills in the whole file. Takes memory for each object. */
  void fillIn(final Path file) throws IOException {
    final ByteBuffer block =
        ByteBuffer.allocate(BLOCK_RECORDS * OracleGeneralFormat.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size() / OracleGeneralFormat.BYTES;
      while (end > 0) {
        final int records = (int) Math.min(BLOCK_RECORDS, end);
        end -= records;
        final long position = end * OracleGeneralFormat.BYTES;
        block.clear().limit(records * OracleGeneralFormat.BYTES);
        for (long at = position; block.hasRemaining(); ) {
          at += channel.read(block, at);
        }
        fillIn(block, records, end);
        block.flip();
        for (long at = position; block.hasRemaining(); ) {
          at += channel.write(block, at);
        }
      }
    }
  }

  private void fillIn(final ByteBuffer block, final int records, final long firstRequest) {
    for (int i = records - 1; i >= 0; i--) {
      final int at = i * OracleGeneralFormat.BYTES;
      final long object = block.getLong(at + OracleGeneralFormat.OBJECT_OFFSET);
      final int place = nextOfObject.find(object);
      final long next = nextOfObject.value(place);
      if (next == 0) {
        nextOfObject.insert(place, object, firstRequest + i + 1);
      } else {
        nextOfObject.update(place, firstRequest + i + 1);
        block.putLong(at + OracleGeneralFormat.NEXT_OFFSET, next - 1);
      }
    }
  }
}
