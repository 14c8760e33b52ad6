package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Layout;

/**
 * A block of a file, as its header says, or the index.
 *
 * @param offset of its header in the file
 * @param end where the next one begins
 * @param kind number of what it is
 * @param firstRecord how many records are in chunks before it
 * @param records how many are in it
 */
record Block(long offset, long end, int kind, long firstRecord, int records) {

  /** The one of a header. */
  static Block of(final long offset, final BlockHeader header) {
    return new Block(
        offset,
        offset + BlockHeader.BYTES + header.storedBytes(),
        header.kind(),
        header.firstRecord(),
        header.records());
  }

  /** Bytes of it in the file, its header included. */
  int bytes() {
    return (int) (end - offset);
  }

  /** The number of the first record behind it. */
  long endRecord() {
    return firstRecord + records;
  }

  /**
   * Makes sure that it can be, whoever says so.
   *
   * @throws DamagedException if it can't
   */
  void requirePossible() {
    final long bytes = end - offset;
    if (bytes < BlockHeader.BYTES || bytes > BlockHeader.BYTES + Layout.MAX_BLOCK_BYTES) {
      throw new DamagedException("a block can't have %d bytes".formatted(bytes));
    }
    if (firstRecord < 0 || records < 0 || records > Layout.CHUNK_RECORDS) {
      throw new DamagedException(
          "a block can't have %d records from record %d on".formatted(records, firstRecord));
    }
  }
}
