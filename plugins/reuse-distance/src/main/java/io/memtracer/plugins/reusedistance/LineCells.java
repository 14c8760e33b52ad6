package io.memtracer.plugins.reusedistance;

import io.memtracer.plugins.support.LongTable;
import java.util.Arrays;

/**
 * What is known of each line: its place in a {@link RankTree}, and when it was used. 64
 * neighbouring lines are a block; a line's two numbers lie side by side.
 *
 * <p>Memory: 16 bytes a line, for whole blocks, in pieces that are never copied. Not thread-safe.
 */
final class LineCells {

  private static final int BLOCK_LOG2 = 6;
  private static final int PIECE_LOG2 = 12;
  private static final int PIECE_MASK = (1 << PIECE_LOG2) - 1;
  private static final int MAX_BLOCKS = 1 << 25;

  /** Blocks that were looked for lately, by the lowest bits of their number. */
  private static final int NEAR = 1 << 12;

  private final LongTable blocks = new LongTable();
  private final long[] nearBlocks = new long[NEAR];
  private final int[] nearCells = new int[NEAR];
  private long[][] pieces = new long[16][];

  LineCells() {
    Arrays.fill(nearBlocks, -1);
  }

  /** The cell of a line; it is there from then on. */
  int find(final long line) {
    final long block = line >>> BLOCK_LOG2;
    final int near = (int) block & (NEAR - 1);
    if (nearBlocks[near] != block) {
      nearCells[near] = look(block);
      nearBlocks[near] = block;
    }
    return nearCells[near] | ((int) line & ((1 << BLOCK_LOG2) - 1));
  }

  /** The first cell of a block. */
  private int look(final long block) {
    final int slot = blocks.find(block);
    final long found = blocks.value(slot);
    if (found != 0) {
      return (int) found - 1;
    }
    if (blocks.size() == MAX_BLOCKS) {
      throw new IllegalStateException(
          "there are more lines than fit: more than " + MAX_BLOCKS + " groups of 64 neighbours");
    }
    final int cell = blocks.size() << BLOCK_LOG2;
    blocks.insert(slot, block, cell + 1L);
    final int piece = cell >>> PIECE_LOG2;
    if (piece == pieces.length) {
      pieces = Arrays.copyOf(pieces, 2 * piece);
    }
    if (pieces[piece] == null) {
      pieces[piece] = new long[2 << PIECE_LOG2];
    }
    return cell;
  }

  /** The place that was {@linkplain #put put} there; -1 if there is none. */
  int place(final int cell) {
    return (int) pieces[cell >>> PIECE_LOG2][(cell & PIECE_MASK) << 1] - 1;
  }

  long time(final int cell) {
    return pieces[cell >>> PIECE_LOG2][((cell & PIECE_MASK) << 1) + 1];
  }

  void put(final int cell, final int place, final long time) {
    final long[] piece = pieces[cell >>> PIECE_LOG2];
    final int index = (cell & PIECE_MASK) << 1;
    piece[index] = place + 1L;
    piece[index + 1] = time;
  }

  /** The line has no place any more. */
  void clear(final int cell) {
    pieces[cell >>> PIECE_LOG2][(cell & PIECE_MASK) << 1] = 0;
  }

  /** Gives each line that has a place the rank of that. */
  void compact(final RankTree tree) {
    final int[] ranks = tree.ranks();
    for (final long[] piece : pieces) {
      for (int i = 0; piece != null && i < piece.length; i += 2) {
        if (piece[i] != 0) {
          piece[i] = tree.rank(ranks, (int) piece[i] - 1) + 1L;
        }
      }
    }
  }

  /** Sees the lines that have a place. */
  interface Visitor {
    void line(long line, int place, long time);
  }

  void forEach(final Visitor visitor) {
    blocks.forEach(
        (block, found) -> {
          for (int i = 0; i < 1 << BLOCK_LOG2; i++) {
            final int cell = (int) found - 1 + i;
            if (place(cell) >= 0) {
              visitor.line((block << BLOCK_LOG2) | i, place(cell), time(cell));
            }
          }
        });
  }
}
