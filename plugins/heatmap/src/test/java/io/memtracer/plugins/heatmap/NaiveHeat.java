package io.memtracer.plugins.heatmap;

import io.memtracer.api.RecordWord;
import io.memtracer.testkit.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts as docs/analyzers/heatmap.md defines it, with all that is known at the end. */
final class NaiveHeat {

  /** A cell of a picture: the block's first address, and the column's first ordinal. */
  record Cell(boolean user, long address, long ordinal) {}

  final Map<Cell, Double> cells = new HashMap<>();
  final long blockBytes;
  final long width;

  NaiveHeat(final Trace trace, final Shape shape) {
    long bytes = shape.blockBytes();
    while (blocks(trace, bytes).size() > shape.limit()) {
      bytes *= 2;
    }
    blockBytes = bytes;
    long accesses = shape.windowAccesses();
    while ((trace.size() + accesses - 1) / accesses > shape.columns()) {
      accesses *= 2;
    }
    width = accesses;
    for (int i = 0; i < trace.size(); i++) {
      final long address = Long.divideUnsigned(trace.address(i), blockBytes) * blockBytes;
      final Cell cell = new Cell(RecordWord.isUser(trace.word(i)), address, i / width * width);
      cells.merge(cell, 1.0, Double::sum);
    }
  }

  private static Set<Long> blocks(final Trace trace, final long bytes) {
    final Set<Long> blocks = new HashSet<>();
    for (int i = 0; i < trace.size(); i++) {
      blocks.add(Long.divideUnsigned(trace.address(i), bytes));
    }
    return blocks;
  }

  /** The first addresses of blocks that code of a mode accessed, ascending as unsigned numbers. */
  List<Long> blocks(final boolean user) {
    final Set<Long> blocks = new TreeSet<>(Long::compareUnsigned);
    cells.keySet().stream()
        .filter(cell -> cell.user() == user)
        .forEach(cell -> blocks.add(cell.address()));
    return Collections.unmodifiableList(new ArrayList<>(blocks));
  }
}
