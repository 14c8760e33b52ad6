package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.BoundedSeries;
import io.memtracer.plugins.support.PageFilter;
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

  private static final int LEVELS = 4;
  private static final int USER = 3;
  private static final int FIRST_RECENT = 1 << 13;
  private static final int MAX_RECENT = 1 << 17;

  private static final long SURELY_INSIDE =
      PageFilter.limit(1L << PagesByCpl.PAGE_SHIFT, Counts.USUAL_BYTES);

  /** The bits for CPL and vCPU: while they stay the same, nobody has switched. */
  private static final int WHO_MASK = 0xffc0;

  private static final int NOBODY = -1;

  private final long window;
  private final Counts counts = new Counts();
  private final PagesByCpl pages = new PagesByCpl();
  private final PageFilter[] recent = new PageFilter[LEVELS];

  private final long[] switches = new long[VCPUS];
  private final int[] lastCpl = new int[VCPUS];
  private int lastWho = NOBODY;

  private final BoundedSeries series;
  private long inWindow;
  private long userInWindow;
  private long switchesInWindow;

  KernelUserSplitAnalyzer(final long window, final int seriesPoints) {
    this.window = window;
    Arrays.setAll(
        recent, cpl -> new PageFilter(1, PagesByCpl.PAGE_SHIFT, FIRST_RECENT, MAX_RECENT));
    Arrays.fill(lastCpl, NOBODY);
    series = new BoundedSeries(SplitReport.LINES, seriesPoints);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    int next = 0;
    while (next < batch.size()) {
      final int end = (int) Math.min(batch.size(), next + window - inWindow);
      look(batch, next, end);
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

  /** Goes from one change of vCPU or CPL to the next. */
  private void look(final RecordBatch batch, final int from, final int to) {
    int next = from;
    while (next < to) {
      final int who = (int) batch.word(next) & WHO_MASK;
      final int cpl = RecordWord.cpl(who);
      if (who != lastWho) {
        lastWho = who;
        change(RecordWord.vcpu(who), cpl);
      }
      final long largeBefore = counts.unusuallyLarge(who);
      final int end = lookAtOne(batch, next, to, who);
      if (cpl == USER) {
        userInWindow += end - next;
      }
      if (counts.unusuallyLarge(who) != largeBefore) {
        touchLarge(batch, next, end, cpl);
      }
      next = end;
    }
  }

  /** Most records change nothing but counts; the others end a run of such, and are looked at. */
  private int lookAtOne(final RecordBatch batch, final int from, final int to, final int who) {
    final int cpl = RecordWord.cpl(who);
    int next = from;
    while (next < to && ((int) batch.word(next) & WHO_MASK) == who) {
      counts.add(batch.word(next));
      touch(batch.address(next), RecordWord.size(batch.word(next)), cpl);
      recent[cpl].fit(pages.size());
      recent[cpl].remember(batch.address(next), 0);
      next = run(batch, next + 1, to, who);
    }
    return next;
  }

  /** Counts while nothing else is to be done. The loop has no call in it, and little state. */
  private int run(final RecordBatch batch, final int from, final int to, final int who) {
    final long[] byWord = counts.byWord;
    final long[] lately = recent[RecordWord.cpl(who)].cells();
    int i = from;
    for (; i < to; i++) {
      final int word = (int) batch.word(i);
      final long address = batch.address(i);
      final int slot = (int) (address >>> PagesByCpl.PAGE_SHIFT) & (lately.length - 1);
      if ((word & WHO_MASK) != who || address - lately[slot] >= SURELY_INSIDE) {
        break;
      }
      byWord[word & (byWord.length - 1)]++;
    }
    return i;
  }

  /** Accesses so large that the run may not have seen that they reach into the next page. */
  private void touchLarge(final RecordBatch batch, final int from, final int to, final int cpl) {
    for (int i = from; i < to; i++) {
      final int bytes = RecordWord.size(batch.word(i));
      if (bytes > Counts.USUAL_BYTES) {
        touch(batch.address(i), bytes, cpl);
      }
    }
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

  private void touch(final long address, final int bytes, final int cpl) {
    pages.touch(address >>> PagesByCpl.PAGE_SHIFT, cpl);
    final long lastByte = address + bytes - 1;
    if ((lastByte ^ address) >>> PagesByCpl.PAGE_SHIFT != 0) {
      pages.touch(lastByte >>> PagesByCpl.PAGE_SHIFT, cpl);
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
