package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.support.BlockSums;
import io.memtracer.plugins.support.Estimate;
import io.memtracer.plugins.support.KindCounts;
import io.memtracer.plugins.support.Kinds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of a run of which blocks were traced: how many accesses of which kind each block
 * had, and how many there were in between. Not thread-safe.
 */
final class SampledBlocks {

  /** All accesses, loads and stores of each {@link Kinds.Part}. */
  static final int FIGURES = 3;

  private static final List<Kinds.Part> PARTS = List.of(Kinds.Part.values());
  private static final int ALL_FIGURES = FIGURES * PARTS.size();

  /** Blocks that began and ended here. */
  private BlockSums closed = new BlockSums(ALL_FIGURES);

  /** The first block, which may have begun before: by kind; null until it is over. */
  private long[] head;

  /** The block that isn't over. */
  private KindCounts open = new KindCounts();

  private long missing;

  void add(final RecordBatch batch) {
    open.add(batch, 0, batch.size());
  }

  private static int first(final Kinds.Part part) {
    return PARTS.indexOf(part) * FIGURES;
  }

  /** Accesses are left out, and another block begins behind them. */
  void gap(final long accesses) {
    missing += accesses;
    close();
  }

  private void close() {
    final long[] kinds = open.counts().clone();
    if (head == null) {
      head = kinds;
    } else {
      add(kinds, closed);
    }
    open = new KindCounts();
  }

  private static void add(final long[] kinds, final BlockSums sums) {
    final long[] figures = new long[ALL_FIGURES];
    for (final Kinds.Part part : PARTS) {
      final int first = first(part);
      figures[first] = part.all(kinds);
      figures[first + 1] = part.loads(kinds);
      figures[first + 2] = part.stores(kinds);
    }
    sums.add(Kinds.Part.TOTAL.all(kinds), figures);
  }

  /** All blocks, those that aren't over too. */
  private BlockSums blocks() {
    final BlockSums all = new BlockSums(ALL_FIGURES);
    all.add(closed);
    if (head != null) {
      add(head, all);
    }
    add(open.counts(), all);
    return all;
  }

  long count() {
    return blocks().blocks();
  }

  /** Accesses of the whole run. */
  long whole() {
    return missing + blocks().accesses();
  }

  /**
   * What there is likely to be in the whole run.
   *
   * @param figure 0 for all accesses, 1 for loads, 2 for stores
   */
  Estimate estimate(final Kinds.Part part, final int figure) {
    return blocks().estimate(first(part) + figure, whole());
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(missing);
    closed.save(out);
    out.writeBoolean(head != null);
    save(head == null ? new long[Kinds.COUNT] : head, out);
    save(open.counts(), out);
  }

  private static void save(final long[] kinds, final DataOutput out) throws IOException {
    for (final long count : kinds) {
      out.writeLong(count);
    }
  }

  private static long[] read(final DataInput in) throws IOException {
    final long[] kinds = new long[Kinds.COUNT];
    for (int kind = 0; kind < kinds.length; kind++) {
      kinds[kind] = in.readLong();
    }
    return kinds;
  }

  /** Appends what {@link #save} wrote of the accesses behind these. */
  void append(final DataInput in) throws IOException {
    missing += in.readLong();
    final BlockSums next = BlockSums.read(in, ALL_FIGURES);
    final boolean hasGap = in.readBoolean();
    addToOpen(read(in));
    if (hasGap) {
      close();
      closed.add(next);
    }
    addToOpen(read(in));
  }

  private void addToOpen(final long[] kinds) {
    final long[] counts = open.counts();
    Arrays.setAll(counts, kind -> counts[kind] + kinds[kind]);
  }
}
