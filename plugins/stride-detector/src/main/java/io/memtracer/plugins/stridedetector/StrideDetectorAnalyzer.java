package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;

/**
 * Finds the stride of each instruction: the distance from one address it accesses to the next.
 *
 * <p>The source is T.-F. Chen and J.-L. Baer, "Effective hardware-based data prefetching for
 * high-performance processors", IEEE Transactions on Computers 44(5), 1995. Its reference
 * prediction table has an entry for each instruction with the last address, a stride, and a state:
 *
 * <pre>
 *              predicted right          predicted wrong
 *   initial       steady                 transient, new stride
 *   transient     steady                 no prediction, new stride
 *   steady        steady                 initial, stride kept
 *   none          transient              no prediction, new stride
 * </pre>
 *
 * <p>Deviations: the table is as large as the program needs and not a cache, so that no entry is
 * evicted (instructions beyond the limit are counted as untracked); an entry is for an instruction
 * on one vCPU, and loads and stores, and different sizes, of one instruction have entries of their
 * own; nothing is prefetched. What the instruction did over the whole run is not in the paper:
 * {@link Candidates} and {@link StrideHistogram} gather it.
 *
 * <p>An access that is predicted right costs a look-up and two writes; everything else is postponed
 * until the stride changes.
 */
final class StrideDetectorAnalyzer implements TraceAnalyzer {

  static final int INITIAL = 0;
  static final int TRANSIENT = 1;
  static final int NO_PREDICTION = 2;
  static final int STEADY = 3;

  private static final int STATE_MASK = 3;
  private static final int ONE_MORE = 4;

  private final SiteTable table;
  private final int top;
  private final StrideHistogram userStrides = new StrideHistogram();
  private final StrideHistogram kernelStrides = new StrideHistogram();
  private final long[] predicted = new long[2];
  private final long[] untracked = new long[2];

  StrideDetectorAnalyzer(final int limit, final int top) {
    this.table = new SiteTable(limit);
    this.top = top;
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    int next = 0;
    while (next < batch.size()) {
      next = follow(batch, next);
    }
  }

  /** Goes on until the table has grown, since the arrays are others then. */
  private int follow(final RecordBatch batch, final int from) {
    final long[] cells = table.cells();
    final int mask = cells.length - 1;
    final int shift = table.shift();
    final int size = batch.size();
    for (int i = from; i < size; i++) {
      final long word = batch.word(i);
      final long address = batch.address(i);
      int entry = SiteTable.hashed(word, shift);
      while (cells[entry] != word && cells[entry] != 0) {
        entry = (entry + SiteTable.LENGTH) & mask;
      }
      if (cells[entry] == 0) {
        meet(entry, word, address);
        if (table.cells() != cells) {
          return i + 1;
        }
      } else {
        final long stride = address - cells[entry + SiteTable.LAST];
        cells[entry + SiteTable.LAST] = address;
        final long run = cells[entry + SiteTable.RUN];
        if (stride != cells[entry + SiteTable.STRIDE]) {
          change(cells, entry, stride);
        } else if ((run & STATE_MASK) == STEADY) {
          cells[entry + SiteTable.RUN] = run + ONE_MORE;
        } else {
          confirm(cells, entry, run);
        }
      }
    }
    return size;
  }

  private void meet(final int entry, final long word, final long address) {
    if (!table.insert(entry, word, address)) {
      untracked[mode(word)]++;
    }
  }

  /** The prediction was right, but the stride is not steady yet. */
  private static void confirm(final long[] cells, final int entry, final long run) {
    final int state = (run & STATE_MASK) == NO_PREDICTION ? TRANSIENT : STEADY;
    cells[entry + SiteTable.RUN] = (run & ~STATE_MASK) + ONE_MORE + state;
  }

  /** The prediction was wrong. */
  private void change(final long[] cells, final int entry, final long stride) {
    final long run = cells[entry + SiteTable.RUN];
    final int state = (int) run & STATE_MASK;
    if (state == STEADY) {
      cells[entry + SiteTable.RUN] = run - STEADY + INITIAL;
    } else {
      settle(cells, entry);
      cells[entry + SiteTable.STRIDE] = stride;
      cells[entry + SiteTable.RUN] = state == INITIAL ? TRANSIENT : NO_PREDICTION;
    }
    observe(cells, entry, stride, 1);
  }

  /** Books what the entry's stride predicted. */
  private void settle(final long[] cells, final int entry) {
    final long times = cells[entry + SiteTable.RUN] >>> 2;
    if (times > 0) {
      predicted[mode(cells[entry])] += times;
      observe(cells, entry, cells[entry + SiteTable.STRIDE], times);
      cells[entry + SiteTable.RUN] &= STATE_MASK;
    }
  }

  private void observe(final long[] cells, final int entry, final long stride, final long times) {
    (RecordWord.isUser(cells[entry]) ? userStrides : kernelStrides).add(stride, times);
    Candidates.observe(table.candidates(), SiteTable.candidatesOf(entry), stride, times);
  }

  /** 1 for user code, 0 for kernel code. */
  private static int mode(final long word) {
    return RecordWord.isUser(word) ? 1 : 0;
  }

  @Override
  public AnalysisResult onEnd(final long recordsDelivered) {
    final long[] cells = table.cells();
    final int[] entries = table.entries();
    final Instructions instructions = new Instructions();
    for (final int entry : entries) {
      settle(cells, entry);
      instructions.add(
          cells[entry],
          (int) cells[entry + SiteTable.RUN] & STATE_MASK,
          table.candidates(),
          SiteTable.candidatesOf(entry));
    }
    return new StrideReport(
            instructions.all(), userStrides, kernelStrides, predicted, untracked, top)
        .result(recordsDelivered);
  }
}
