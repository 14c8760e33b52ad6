package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordBatch;

/**
 * Where the accesses of a batch are to be counted: in which block of lines, and where in the block.
 * Each of the two is found by a loop with one output and one index: the JIT makes vector
 * instructions of that. Not thread-safe.
 */
final class Places {

  private final int lineShift;
  private long[] blocks = new long[0];
  private long[] offsets = new long[0];

  Places(final int lineShift) {
    this.lineShift = lineShift;
  }

  /**
   * Finds them.
   *
   * @param program that makes the accesses
   */
  void of(final RecordBatch batch, final int program) {
    if (blocks.length < batch.size()) {
      blocks = new long[batch.size()];
      offsets = new long[batch.size()];
    }
    findBlocks(batch, LineKeys.inFront(program));
    findOffsets(batch);
  }

  private void findBlocks(final RecordBatch batch, final long program) {
    final long[] found = blocks;
    final int shift = lineShift + Lines.BLOCK_LOG2;
    for (int i = 0; i < batch.size(); i++) {
      found[i] = (batch.address(i) >>> shift) | program;
    }
  }

  private void findOffsets(final RecordBatch batch) {
    final long[] found = offsets;
    final int shift = lineShift;
    for (int i = 0; i < batch.size(); i++) {
      final long inBlock = (batch.address(i) >>> shift) & ((1 << Lines.BLOCK_LOG2) - 1);
      found[i] = (inBlock * Quarters.COUNT) | Quarters.of(batch.word(i));
    }
  }

  /**
   * For each access, its block's number and the program, also in the kernel's half: as good as the
   * block's {@link LineKeys key} for finding its counters again.
   */
  long[] blocks() {
    return blocks;
  }

  /** For each access, its counter among those of its block. */
  long[] offsets() {
    return offsets;
  }
}
