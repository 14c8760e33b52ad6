package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.PageFilter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Counts what each privilege level did, how often vCPUs changed between them, and which pages they
 * have in common.
 *
 * <p>A mode switch is a change of CPL from one record of a vCPU to its next; where accesses of it
 * are missing in between, nobody knows. An access that crosses the end of a page touches the next
 * one too. A small table of pages touched lately stands before the set of all pages: most accesses
 * are found there and change nothing.
 */
final class KernelUserSplitAnalyzer implements TraceAnalyzer, Mergeable {

  static final int VCPUS = 256;

  private static final int LEVELS = 4;
  private static final int USER = 3;
  private static final int FIRST_RECENT = 1 << 13;
  private static final int MAX_RECENT = 1 << 17;

  private static final long PAGE_SIZE = 1L << PagesByCpl.PAGE_SHIFT;

  /** The bits for CPL and vCPU: while they stay the same, nobody has switched. */
  private static final int WHO_MASK = 0xffc0;

  private static final int NOBODY = -1;

  private final Counts counts = new Counts();
  private final PagesByCpl pages = new PagesByCpl();
  private final PageFilter[] recent = new PageFilter[LEVELS];

  private final ModeSwitches switches = new ModeSwitches();
  private final ModeWindows windows;
  private final SampledBlocks blocks = new SampledBlocks();
  private boolean sampled;
  private int lastWho = NOBODY;
  private long position;

  KernelUserSplitAnalyzer(final long window, final int seriesPoints) {
    Arrays.setAll(
        recent, cpl -> new PageFilter(1, PagesByCpl.PAGE_SHIFT, FIRST_RECENT, MAX_RECENT));
    windows = new ModeWindows(window, seriesPoints);
  }

  @Override
  public void onStart(final AnalysisContext context) {
    sampled = !context.sampling().tracesAll();
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    if (sampled) {
      blocks.add(batch);
    }
    final boolean plain = count(batch);
    windows.reach(batch.firstOrdinal());
    position = batch.firstOrdinal() + batch.size();
    int next = 0;
    while (next < batch.size()) {
      final int end = (int) Math.min(batch.size(), next + windows.left());
      look(batch, next, end, plain);
      windows.advance(end - next);
      next = end;
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
    final long space = AddressSpaces.of(batch.task());
    int next = from;
    while (next < to) {
      final int who = (int) batch.word(next) & WHO_MASK;
      final int cpl = RecordWord.cpl(who);
      if (who != lastWho) {
        lastWho = who;
        if (switches.at(RecordWord.vcpu(who), cpl, windows.number())) {
          windows.addSwitch();
        }
      }
      final long address = AddressSpaces.apart(batch.address(next), space);
      touch(address, RecordWord.size(batch.word(next)), cpl);
      recent[cpl].fit(pages.size());
      recent[cpl].remember(address, 0);
      final long[] lately = recent[cpl].cells();
      final int end =
          plain
              ? skip(batch, next + 1, to, space, lately, 0, 0)
              : skip(batch, next + 1, to, space, lately, WHO_MASK, who);
      if (cpl == USER) {
        windows.addUser(end - next);
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
      final long space,
      final long[] lately,
      final int whoMask,
      final int who) {
    final long inside =
        PageFilter.limit(
            PAGE_SIZE, whoMask == 0 ? Counts.USUAL_BYTES : PageFilter.MAX_ACCESS_BYTES);
    int i = from;
    for (; i < to; i++) {
      final long address = AddressSpaces.apart(batch.address(i), space);
      final int slot = ((int) address >>> PagesByCpl.PAGE_SHIFT) & (lately.length - 1);
      final long offset = address - lately[slot];
      if ((offset >= inside && offset >= PageFilter.limit(PAGE_SIZE, batch.accessSize(i)))
          || ((int) batch.word(i) & whoMask) != who) {
        break;
      }
    }
    return i;
  }

  private void touch(final long address, final int bytes, final int cpl) {
    pages.touch(address >>> PagesByCpl.PAGE_SHIFT, cpl);
    final long lastByte = address + bytes - 1;
    if ((lastByte ^ address) >>> PagesByCpl.PAGE_SHIFT != 0) {
      pages.touch(lastByte >>> PagesByCpl.PAGE_SHIFT, cpl);
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    if (event instanceof TraceEvent.Gap gap) {
      switches.gap(gap.vcpu());
      if (sampled) {
        blocks.gap(gap.accesses());
      }
      lastWho = NOBODY;
    }
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(position));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return result(end.recordsDelivered());
  }

  private AnalysisResult result(final long end) {
    return new SplitReport(
            counts,
            pages,
            switches.counts(),
            windows.series(end),
            sampled ? Optional.of(blocks) : Optional.empty())
        .result();
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    out.writeLong(position);
    counts.save(out);
    pages.save(out);
    switches.save(out);
    windows.save(out);
    blocks.save(out);
  }

  @Override
  public void mergeNext(final DataInput in) throws IOException {
    position = Math.max(position, in.readLong());
    counts.add(in);
    pages.add(in);
    final ModeSwitches nextSwitches = ModeSwitches.read(in);
    final ModeWindows nextWindows = windows.read(in);
    switches.append(nextSwitches, nextWindows);
    windows.append(nextWindows);
    blocks.append(in);
    lastWho = NOBODY;
  }
}
