package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.BoundedSeries;
import java.util.Arrays;

/**
 * Counts what each privilege level did, how often vCPUs changed between them, and which pages they
 * have in common.
 *
 * <p>A mode switch is a change of CPL from one record of a vCPU to its next. An access that crosses
 * the end of a page touches the next one too. A small table of pages touched lately stands before
 * the set of all pages: most accesses are found there and change nothing.
 */
final class KernelUserSplitAnalyzer implements TraceAnalyzer {

  static final int VCPUS = 256;

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int RECENT_LOG2 = 10;
  private static final long OFFSET_MASK = (1L << PagesByCpl.PAGE_SHIFT) - 1;
  private static final long SURELY_INSIDE = OFFSET_MASK + 1 - 128;
  private static final int CPL_SHIFT = 6;

  /** The bits for CPL and vCPU: while they stay the same, nobody has switched. */
  private static final int WHO_MASK = 0xffc0;

  private static final int NOBODY = -1;

  private final long window;
  private final Counts counts = new Counts();
  private final PagesByCpl pages = new PagesByCpl();
  private final long[] recent = new long[1 << RECENT_LOG2];

  private final long[] switches = new long[VCPUS];
  private final int[] lastCpl = new int[VCPUS];
  private int lastWho = NOBODY;

  private final BoundedSeries series;
  private long inWindow;
  private long userInWindow;
  private long switchesInWindow;

  KernelUserSplitAnalyzer(final long window, final int seriesPoints) {
    this.window = window;
    Arrays.fill(recent, -1);
    Arrays.fill(lastCpl, NOBODY);
    series = new BoundedSeries(SplitReport.LINES, seriesPoints);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    int next = 0;
    while (next < batch.size()) {
      final int end = (int) Math.min(batch.size(), next + window - inWindow);
      count(batch, next, end);
      touch(batch, next, end);
      inWindow += end - next;
      next = end;
      if (inWindow == window) {
        series.add(batch.firstOrdinal() + end, userInWindow, inWindow, switchesInWindow);
        inWindow = 0;
        userInWindow = 0;
        switchesInWindow = 0;
      }
    }
  }

  private void count(final RecordBatch batch, final int from, final int to) {
    final long[] byWord = counts.byWord;
    int who = lastWho;
    long user = 0;
    for (int i = from; i < to; i++) {
      final int word = (int) batch.word(i) & (Counts.DIFFERENT - 1);
      byWord[word]++;
      user += word >>> CPL_SHIFT & word >>> (CPL_SHIFT + 1) & 1;
      if ((word & WHO_MASK) != who) {
        who = word & WHO_MASK;
        change(RecordWord.vcpu(word), RecordWord.cpl(word));
      }
    }
    lastWho = who;
    userInWindow += user;
  }

  /** Another vCPU than before, or another CPL on the same one. */
  private void change(final int vcpu, final int cpl) {
    if (lastCpl[vcpu] != cpl) {
      if (lastCpl[vcpu] != NOBODY) {
        switches[vcpu]++;
        switchesInWindow++;
      }
      lastCpl[vcpu] = cpl;
    }
  }

  private void touch(final RecordBatch batch, final int from, final int to) {
    final long[] lately = recent;
    for (int i = from; i < to; i++) {
      final long word = batch.word(i);
      final long address = batch.address(i);
      final long key = address >>> PagesByCpl.PAGE_SHIFT << 2 | (word >>> CPL_SHIFT & 3);
      final int slot = (int) ((key * GOLDEN_RATIO) >>> (Long.SIZE - RECENT_LOG2));
      if (lately[slot] != key) {
        lately[slot] = key;
        pages.touch(key >>> 2, (int) key & 3);
      }
      if ((address & OFFSET_MASK) > SURELY_INSIDE) {
        touchNextPage(address, word);
      }
    }
  }

  private void touchNextPage(final long address, final long word) {
    final long lastByte = address + RecordWord.size(word) - 1;
    if ((lastByte ^ address) >>> PagesByCpl.PAGE_SHIFT != 0) {
      pages.touch(lastByte >>> PagesByCpl.PAGE_SHIFT, RecordWord.cpl(word));
    }
  }

  @Override
  public AnalysisResult onEnd(final long recordsDelivered) {
    if (inWindow > 0) {
      series.addPartial(recordsDelivered, userInWindow, inWindow, switchesInWindow);
    }
    return new SplitReport(counts, pages, switches, series).result();
  }
}
