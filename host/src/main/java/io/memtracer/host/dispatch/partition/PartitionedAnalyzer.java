package io.memtracer.host.dispatch.partition;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Section;
import io.memtracer.host.status.Parts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.CloseHelper;

/**
 * Several analyzers of one kind that look like one: for all records, and for parts of them. A batch
 * is of one task and one phase, so that only the privilege level costs a look at each record.
 *
 * <p>If one of the kind can be merged, so can this: which parts there are, and how many records of
 * each came before, it has to be told by {@link #pass}.
 */
public final class PartitionedAnalyzer implements TraceAnalyzer, Mergeable {

  /** Each part is an analyzer with memory of its own; what comes later goes to one together. */
  public static final int MAX_PARTS = 64;

  /** Of tasks, so many are shown: the busiest. */
  public static final int MAX_SHOWN = 10;

  private static final String TOTAL = "total";

  private final boolean byCpl;
  private final CplPartition partition;
  private final Part total;
  private final PartSet parts;

  /**
   * Creates the analyzer of all records.
   *
   * @param factory makes one of the kind
   * @param wanted the parts
   * @param partition may be shared with other analyzers on the same thread
   */
  public PartitionedAnalyzer(
      final Supplier<TraceAnalyzer> factory, final Parts wanted, final CplPartition partition) {
    this.partition = partition;
    byCpl = wanted.byCpl();
    total = new Part(TOTAL, TOTAL, factory.get());
    parts = new PartSet(factory, wanted);
  }

  @Override
  public void onStart(final AnalysisContext context) {
    total.start(context);
    parts.start(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    total.deliver(batch);
    if (byCpl) {
      partition.accept(batch);
      deliver(partition.user(), PartSet.USER);
      deliver(partition.kernel(), PartSet.KERNEL);
    } else {
      deliver(batch, "");
    }
  }

  private void deliver(final RecordBatch batch, final String mode) {
    if (batch.size() > 0) {
      parts.of(mode, batch.task(), batch.phase()).ifPresent(part -> part.deliver(batch));
    }
  }

  /** Goes past records that another one of its kind is given. */
  public void pass(final Census census) {
    total.pass(census.records());
    census.forEach(
        (task, phase, isUser, records) ->
            parts
                .of(byCpl ? isUser ? PartSet.USER : PartSet.KERNEL : "", task, phase)
                .ifPresent(part -> part.pass(records)));
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    total.save(out);
    for (final Part part : parts.all()) {
      part.save(out);
    }
  }

  /** Of a part of the trace that was {@link #pass passed}: so both have the same parts. */
  @Override
  public void mergeNext(final DataInput in) throws IOException {
    total.mergeNext(in);
    for (final Part part : parts.all()) {
      part.mergeNext(in);
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    total.event(event);
    parts.all().forEach(part -> part.event(event));
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    return total.snapshot().map(whole -> withParts(whole, Part::snapshot));
  }

  /** What was lost is lost in all records together: parts see the same ones again. */
  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return withParts(total.end(end), part -> Optional.of(part.end(end)));
  }

  private AnalysisResult withParts(
      final AnalysisResult whole, final Function<Part, Optional<AnalysisResult>> found) {
    if (parts.all().isEmpty()) {
      return whole;
    }
    final List<Section> sections = new ArrayList<>(total.named(whole.sections()));
    final List<Part> shown = parts.busiest();
    for (final Part part : shown) {
      found.apply(part).ifPresent(result -> sections.addAll(part.named(result.sections())));
    }
    parts.without(shown).ifPresent(sections::add);
    return new AnalysisResult(sections, whole.recordsLost());
  }

  @Override
  public void close() {
    final List<AutoCloseable> all = new ArrayList<>(parts.all());
    all.add(total);
    CloseHelper.closeAll(all);
  }
}
