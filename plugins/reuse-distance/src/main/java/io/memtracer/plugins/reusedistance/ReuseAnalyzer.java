package io.memtracer.plugins.reusedistance;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.Kinds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * What all ways of measuring have in common: an access is a reference to each line it touches.
 * Lines of different {@link AddressSpaces} are different lines.
 */
abstract class ReuseAnalyzer implements TraceAnalyzer {

  final int lineShift;
  final References references = new References();
  final Meter meter;
  private final long lastLine;
  private final Completeness completeness = new Completeness();

  ReuseAnalyzer(final int lineShift, final Tally tally) {
    this.lineShift = lineShift;
    lastLine = -1L >>> lineShift;
    meter = new Meter(tally);
  }

  @Override
  public final void onStart(final AnalysisContext context) {
    completeness.start(context);
  }

  @Override
  public final void onEvent(final TraceEvent event) {
    completeness.event(event);
  }

  @Override
  public final void onBatch(final RecordBatch batch) {
    final long before = references.all();
    references.add(batch);
    measure(batch, AddressSpaces.of(batch.task()), before);
  }

  /**
   * Looks at all records of a batch.
   *
   * @param space whose addresses they are
   * @param before how many references there were
   */
  abstract void measure(RecordBatch batch, long space, long before);

  /** A reference, to a line that may have to be measured. */
  abstract void reference(long line, int kind, long now);

  /** Any access, in any case; returns how many lines it went on to. */
  final long access(final RecordBatch batch, final int index, final long space, final long now) {
    final long word = batch.word(index);
    final long address = AddressSpaces.apart(batch.address(index), space);
    final int bytes = RecordWord.size(word);
    final int kind = Kinds.of(word);
    long line = address >>> lineShift;
    final long last = (address + bytes - 1) >>> lineShift;
    reference(line, kind, now);
    long more = 0;
    while (line != last) {
      line = (line + 1) & lastLine;
      more++;
      references.cross(kind);
      reference(line, kind, now + more);
    }
    return more;
  }

  @Override
  public final Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(references.all())));
  }

  @Override
  public final AnalysisResult onEnd(final EndOfTrace end) {
    return result(end);
  }

  private AnalysisResult result(final EndOfTrace end) {
    return new ReuseReport(figures(), completeness.isPartial(end)).result();
  }

  /** What was measured, so far. */
  abstract Figures figures();

  /** For the analyzers that are Mergeable. */
  public final void save(final DataOutput out) throws IOException {
    completeness.save(out);
    references.save(out);
    meter.save(out);
  }

  /** For the analyzers that are Mergeable. */
  public final void mergeNext(final DataInput in) throws IOException {
    completeness.append(in);
    final long before = references.all();
    references.mergeNext(in);
    meter.mergeNext(in, before);
  }
}
