package io.memtracer.plugins.heatmap;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.Completeness;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Counts accesses by block of addresses and window of time. Nearly all are to a block that was
 * accessed lately: a loop without calls counts them, and goes back to the table for the others.
 */
final class HeatmapAnalyzer implements TraceAnalyzer, Mergeable {

  private final Shape shape;
  private final Grid grid;
  private final Near near;
  private final Completeness completeness = new Completeness();
  private final SomeLines some;

  HeatmapAnalyzer(final Shape shape) {
    this.shape = shape;
    grid = new Grid(shape);
    near = new Near(grid);
    some = new SomeLines(shape.lineShare());
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
  }

  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    grid.time().startAt(batch.firstOrdinal());
    some.see(batch.size());
    int next = 0;
    while (next < batch.size()) {
      grid.fitColumns();
      final long left = grid.time().left();
      final int end = (int) Math.min(batch.size(), next + left);
      count(batch, next, end);
      if (end - next == left) {
        near.flush();
        fitBlocks();
      }
      grid.time().advance(end - next);
      next = end;
    }
  }

  private void count(final RecordBatch batch, final int from, final int to) {
    if (!shape.isOfSomeLines()) {
      countAll(batch, from, to);
      return;
    }
    int next = some.next(batch, from, to);
    while (next < to) {
      countAll(batch, next, next + 1);
      next = some.next(batch, next + 1, to);
    }
  }

  private void countAll(final RecordBatch batch, final int from, final int to) {
    int next = run(batch, from, to);
    while (next < to) {
      near.fetch(batch.address(next) >>> grid.blocks().shift());
      fitBlocks();
      // If that made blocks coarser, nothing is near, and this one is fetched again.
      next = run(batch, next, to);
    }
  }

  private void fitBlocks() {
    if (grid.blocks().size() > shape.limit()) {
      near.flush();
      grid.fitBlocks();
      near.forget();
    }
  }

  /** Counts until a record's block isn't near; returns which. */
  private int run(final RecordBatch batch, final int from, final int to) {
    final int shift = grid.blocks().shift();
    final long[] keys = near.keys;
    final long[] counts = near.counts;
    int i = from;
    for (; i < to; i++) {
      final long block = batch.address(i) >>> shift;
      final int slot = Near.slot(block);
      if (keys[slot] != block) {
        break;
      }
      counts[slot * Modes.COUNT + (int) RecordWord.userBit(batch.word(i))]++;
    }
    return i;
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(report(completeness.isPartial(EndOfTrace.of(0))));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return report(completeness.isPartial(end));
  }

  private AnalysisResult report(final boolean isPartial) {
    settle();
    return new HeatmapReport(shape, grid, some, isPartial).result();
  }

  /** Brings what is near to the grid: nobody can tell afterwards. */
  private void settle() {
    near.flush();
    fitBlocks();
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    settle();
    completeness.save(out);
    some.save(out);
    grid.save(out);
  }

  @Override
  public void mergeNext(final DataInput in) throws IOException {
    completeness.append(in);
    some.append(in);
    grid.append(in);
  }
}
