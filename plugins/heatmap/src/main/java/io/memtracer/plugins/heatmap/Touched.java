package io.memtracer.plugins.heatmap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The blocks that code of one mode accessed, by address: the number of a block is never negative.
 */
final class Touched {

  private static final class Block {
    private final long number;
    private final long[] counters;

    Block(final long number, final long[] counters) {
      this.number = number;
      this.counters = counters;
    }
  }

  private final int shift;
  private final List<Block> blocks = new ArrayList<>();

  Touched(final Blocks all, final int mode) {
    shift = all.shift();
    all.forEach(
        (block, whose, counters) -> {
          if (whose == mode) {
            blocks.add(new Block(block, counters));
          }
        });
    blocks.sort(Comparator.comparingLong(block -> block.number));
  }

  int size() {
    return blocks.size();
  }

  /** The blocks' numbers, ascending. */
  long[] numbers() {
    return blocks.stream().mapToLong(block -> block.number).toArray();
  }

  long blockBytes() {
    return 1L << shift;
  }

  /** The address that some of the blocks begin with. */
  long first(final Span span) {
    return blocks.get(span.from()).number << shift;
  }

  /** The address that some of the blocks end with. */
  long last(final Span span) {
    return (blocks.get(span.to() - 1).number << shift) + (blockBytes() - 1);
  }

  /** Accesses to each of some of the blocks. */
  LongStream totals(final Span span) {
    return blocks.subList(span.from(), span.to()).stream()
        .mapToLong(block -> LongStream.of(block.counters).sum());
  }

  /** Accesses to some of the blocks in a column. */
  long accesses(final Span span, final int column) {
    long sum = 0;
    for (int i = span.from(); i < span.to(); i++) {
      sum += blocks.get(i).counters[column];
    }
    return sum;
  }
}
