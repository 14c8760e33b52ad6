package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.EndOfTrace;
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

  private static final long PAGE_SIZE = 1L << PagesByCpl.PAGE_SHIFT;

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
    final boolean plain = count(batch);
    int next = 0;
    while (next < batch.size()) {
      final int end = (int) Math.min(batch.size(), next + window - inWindow);
      look(batch, next, end, plain);
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

  /**
   * Counts them all: two loops that do little each are faster than one that does it all.
   *
   * @return whether all are of one who and of a usual size, as the counts tell
   */
  private boolean count(final RecordBatch batch) {
    final int who = (int) batch.word(0) & WHO_MASK;
    final long before = counts.usual(who);
    counts.add(batch);
    return counts.usual(who) - before == batch.size();
  }

  /** Goes from one change of vCPU or CPL to the next. */
  private void look(final RecordBatch batch, final int from, final int to, final boolean plain) {
    int next = from;
    while (next < to) {
      final int who = (int) batch.word(next) & WHO_MASK;
      final int cpl = RecordWord.cpl(who);
      if (who != lastWho) {
        lastWho = who;
        change(RecordWord.vcpu(who), cpl);
      }
      touch(batch.address(next), RecordWord.size(batch.word(next)), cpl);
      recent[cpl].fit(pages.size());
      recent[cpl].remember(batch.address(next), 0);
      final long[] lately = recent[cpl].cells();
      final int end =
          plain
              ? skip(batch, next + 1, to, lately, 0, 0)
              : skip(batch, next + 1, to, lately, WHO_MASK, who);
      if (cpl == USER) {
        userInWindow += end - next;
      }
      next = end;
    }
  }

  /**
   * Goes on to a record that may change something; most are in a page touched lately. The loop has
   * no call in it, and little state.
   *
   * @param whoMask 0 if all records are usual ones of one who: where this is compiled into its
   *     caller, they are then not asked
   */
  private static int skip(
      final RecordBatch batch,
      final int from,
      final int to,
      final long[] lately,
      final int whoMask,
      final int who) {
    final long inside =
        PageFilter.limit(
            PAGE_SIZE, whoMask == 0 ? Counts.USUAL_BYTES : PageFilter.MAX_ACCESS_BYTES);
    int i = from;
    for (; i < to; i++) {
      final long address = batch.address(i);
      final int slot = ((int) address >>> PagesByCpl.PAGE_SHIFT) & (lately.length - 1);
      final long offset = address - lately[slot];
      if ((offset >= inside && offset >= PageFilter.limit(PAGE_SIZE, batch.accessSize(i)))
          || ((int) batch.word(i) & whoMask) != who) {
        break;
      }
    }
    return i;
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
  public AnalysisResult onEnd(final EndOfTrace end) {
    if (inWindow > 0) {
      series.addPartial(end.recordsDelivered(), userInWindow, inWindow, switchesInWindow);
    }
    return new SplitReport(counts, pages, switches, series).result();
  }
}
