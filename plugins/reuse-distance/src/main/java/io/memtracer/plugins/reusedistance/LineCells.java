package io.memtracer.plugins.reusedistance;

import io.memtracer.plugins.support.LongTable;
import java.util.Arrays;

/**
 * What is known of each line: its place in a {@link RankTree}, and when it was used. 64
 * neighbouring lines are a block, which is an array: a line's two numbers lie side by side.
 *
 * <p>Memory: 16 bytes a line, for whole blocks. Not thread-safe.
 */
final class LineCells {

  private static final int BLOCK_LOG2 = 6;
  private static final int IN_BLOCK = (1 << BLOCK_LOG2) - 1;
  private static final int MAX_BLOCKS = 1 << 25;

  /** Blocks that were looked for lately, by the lowest bits of their number. */
  private static final int NEAR = 1 << 12;

  /** By its number, where a block is in the list of all, counted from 1. */
  private final LongTable numbers = new LongTable();

  private long[][] blocks = new long[1 << 6][];
  private final long[] nearNumbers = new long[NEAR];
  private final long[][] nearBlocks = new long[NEAR][];

  LineCells() {
    Arrays.fill(nearNumbers, -1);
  }

  /** The block that a line is in; it is there from then on. */
  long[] block(final long line) {
    final long number = line >>> BLOCK_LOG2;
    final int near = (int) number & (NEAR - 1);
    if (nearNumbers[near] != number) {
      nearBlocks[near] = look(number);
      nearNumbers[near] = number;
    }
    return nearBlocks[near];
  }

  private long[] look(final long number) {
    final int slot = numbers.find(number);
    final int found = (int) numbers.value(slot);
    if (found != 0) {
      return blocks[found - 1];
    }
    final int index = numbers.size();
    if (index == MAX_BLOCKS) {
      throw new IllegalStateException(
          "there are more lines than fit: more than " + MAX_BLOCKS + " groups of 64 neighbours");
    }
    numbers.insert(slot, number, index + 1L);
    if (index == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * index);
    }
    blocks[index] = new long[2 << BLOCK_LOG2];
    return blocks[index];
  }

  private static int cell(final long line) {
    return ((int) line & IN_BLOCK) << 1;
  }

  /** The place that was {@linkplain #put put} into a line's block; -1 if there is none. */
  static int place(final long[] block, final long line) {
    return (int) block[cell(line)] - 1;
  }

  static long time(final long[] block, final long line) {
    return block[cell(line) + 1];
  }

  /** The line has no place any more. */
  static void clear(final long[] block, final long line) {
    block[cell(line)] = 0;
  }

  void put(final long line, final int place, final long time) {
    final long[] block = block(line);
    block[cell(line)] = place + 1L;
    block[cell(line) + 1] = time;
  }

  /** Gives each line that has a place the rank of that. */
  void compact(final RankTree tree) {
    final int[] ranks = tree.ranks();
    for (int i = 0; i < numbers.size(); i++) {
      final long[] block = blocks[i];
      for (int cell = 0; cell < block.length; cell += 2) {
        if (block[cell] != 0) {
          block[cell] = tree.rank(ranks, (int) block[cell] - 1) + 1L;
        }
      }
    }
  }

  /** Sees the lines that have a place. */
  interface Visitor {
    void line(long line, int place, long time);
  }

  void forEach(final Visitor visitor) {
    numbers.forEach(
        (number, found) -> {
          final long[] block = blocks[(int) found - 1];
          for (int i = 0; i <= IN_BLOCK; i++) {
            final long line = (number << BLOCK_LOG2) | i;
            if (place(block, line) >= 0) {
              visitor.line(line, place(block, line), time(block, line));
            }
          }
        });
  }
}
