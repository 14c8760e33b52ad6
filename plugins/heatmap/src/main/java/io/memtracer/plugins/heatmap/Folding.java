package io.memtracer.plugins.heatmap;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes rows of blocks. Blocks that lie closer together than a gap are a region; between regions
 * nothing is shown. A region is cut in halves, aligned as addresses are, until no part has more
 * than so many blocks: so rows of memory that is used densely have one height, and what is used
 * here and there takes no more room than its blocks. All is as fine as the number of rows allows.
 */
final class Folding {

  private final long[] blocks;
  private final int maxRows;
  private final List<Span> regions;

  /**
   * Folds.
   *
   * @param blocks numbers, ascending as unsigned ones
   * @param maxRows rows at most, at least 2
   * @param gapBlocks so many between two of them aren't shown, at least 1
   */
  Folding(final long[] blocks, final int maxRows, final long gapBlocks) {
    this.blocks = blocks;
    this.maxRows = maxRows;
    long gap = gapBlocks;
    List<Span> found = regions(gap);
    while (found.size() > maxRows / 2) {
      gap = gap > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * gap;
      found = regions(gap);
    }
    regions = found;
  }

  List<Span> regions() {
    return regions;
  }

  private List<Span> regions(final long gap) {
    final List<Span> found = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= blocks.length; i++) {
      if (i == blocks.length || Long.compareUnsigned(blocks[i] - blocks[i - 1] - 1, gap) >= 0) {
        found.add(new Span(from, i));
        from = i;
      }
    }
    return found;
  }

  /** The rows of all regions. */
  List<Span> rows() {
    int most = 1;
    while (true) {
      final List<Span> rows = new ArrayList<>();
      for (final Span region : regions) {
        cut(region, most, rows);
      }
      if (rows.size() <= maxRows) {
        return rows;
      }
      most *= 2;
    }
  }

  private void cut(final Span part, final int most, final List<Span> rows) {
    if (part.size() <= most) {
      rows.add(part);
      return;
    }
    final long half = Long.highestOneBit(blocks[part.from()] ^ blocks[part.to() - 1]);
    int low = part.from();
    int high = part.to() - 1;
    while (high - low > 1) {
      final int middle = (low + high) >>> 1;
      if ((blocks[middle] & half) == 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    cut(new Span(part.from(), high), most, rows);
    cut(new Span(high, part.to()), most, rows);
  }
}
