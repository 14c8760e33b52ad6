package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.BlockHeader;

/**
 * A block of a file.
 *
 * @param offset of its header in the file
 */
record Block(long offset, BlockHeader header) {

  /** Where the next one begins. */
  long end() {
    return offset + BlockHeader.BYTES + header.storedBytes();
  }
}
