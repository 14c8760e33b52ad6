package io.memtracer.plugins.cache;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.KindCounts;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissSeries;
import io.memtracer.plugins.support.MissingInstructions;

/**
 * Simulates a hierarchy of data caches.
 *
 * <p>Most accesses are to the line that their set used last, which changes nothing: a loop without
 * calls passes over them, and another one counts who made how many.
 */
final class CacheAnalyzer implements TraceAnalyzer {

  /** For each size an access can have: from its first byte to its last. */
  private static final int SIZES = 8;

  private final Hierarchy hierarchy;
  private final int lineShift;
  private final int setsLog2;
  private final long lastLine;
  private final long[] reach = new long[SIZES];
  private final MissingInstructions instructions;
  private final TouchedLines touched = new TouchedLines();
  private final MissSeries series;
  private final int top;

  /** Accesses by {@link Kinds}. */
  private final KindCounts accesses = new KindCounts();

  /** Lines that accesses went on to, by {@link Kinds}. */
  private final long[] crossings = new long[Kinds.COUNT];

  /** Lines accessed for the first time, by {@link Kinds}. */
  private final long[] cold = new long[Kinds.COUNT];

  private final Completeness completeness = new Completeness();

  CacheAnalyzer(
      final Hierarchy hierarchy,
      final int lineBytes,
      final MissingInstructions instructions,
      final long window,
      final int top) {
    this.hierarchy = hierarchy;
    this.instructions = instructions;
    this.top = top;
    lineShift = Integer.numberOfTrailingZeros(lineBytes);
    setsLog2 = Integer.numberOfTrailingZeros(hierarchy.specs().get(0).sets(lineBytes));
    lastLine = -1L >>> lineShift;
    series = new MissSeries(hierarchy.misses(), window);
    for (int log2 = 0; log2 < SIZES; log2++) {
      reach[log2] = (1L << log2) - 1;
    }
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    final FirstLevel first = hierarchy.firstLevel(batch.vcpu());
    final long space = AddressSpaces.of(batch.task());
    instructions.run(batch.task());
    final int size = batch.size();
    int next = 0;
    while (next < size) {
      final int end = (int) Math.min(size, next + series.left());
      accesses.add(batch, next, end);
      simulate(batch, next, end, space, first);
      series.advance(end - next, batch.firstOrdinal() + end);
      next = end;
    }
  }

  private void simulate(
      final RecordBatch batch,
      final int from,
      final int to,
      final long space,
      final FirstLevel first) {
    int next = from;
    while (next < to) {
      next = skip(batch, next, to, space, first.unchanging);
      if (next < to) {
        access(batch.word(next), AddressSpaces.apart(batch.address(next), space), first);
        next++;
      }
    }
  }

  /** Goes on to an access that may change something. The loop has no call in it. */
  private int skip(
      final RecordBatch batch,
      final int from,
      final int to,
      final long space,
      final long[] unchanging) {
    final int shift = lineShift;
    final int log2 = setsLog2;
    final int setMask = (1 << log2) - 1;
    final long[] bytes = reach;
    int i = from;
    for (; i < to; i++) {
      final int word = (int) batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long line = address >>> shift;
      final long last = (address + bytes[word & (SIZES - 1)]) >>> shift;
      final int store = word >>> Kinds.SHIFT & 1;
      final long known = unchanging[((int) line & setMask) | store << log2];
      if (((line ^ known) | (last ^ known)) != 0) {
        break;
      }
    }
    return i;
  }

  /** Any access, in any case: to each line it has a byte in. */
  private void access(final long word, final long address, final FirstLevel first) {
    final int who = Kinds.of(word);
    final long last = (address + reach[(int) word & (SIZES - 1)]) >>> lineShift;
    long line = address >>> lineShift;
    access(word, who, line, first);
    while (line != last) {
      line = (line + 1) & lastLine;
      crossings[who]++;
      access(word, who, line, first);
    }
  }

  private void access(final long word, final int who, final long line, final FirstLevel first) {
    final int answered = first.access(line, who);
    if (answered > 0) {
      instructions.count(word, answered);
      if (answered == hierarchy.specs().size() && touched.add(line)) {
        cold[who]++;
      }
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    series.end(end.recordsDelivered());
    final Totals totals =
        new Totals(hierarchy, accesses.counts(), crossings, cold, end, completeness.isPartial(end));
    return new CacheReport(totals, instructions, series, top).result();
  }
}
