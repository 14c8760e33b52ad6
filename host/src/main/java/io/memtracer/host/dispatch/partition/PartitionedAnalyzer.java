package io.memtracer.host.dispatch.partition;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final String USER = "user";
  private static final String KERNEL = "kernel";
  private static final String OTHERS = "others";

  private final Supplier<TraceAnalyzer> factory;
  private final Parts wanted;
  private final CplPartition partition;
  private final TaskGrouping grouping;
  private final PhaseGrouping phases;
  private final Part total;
  private final List<Part> parts = new ArrayList<>();
  private final Map<PartKey, Part> byKey = new HashMap<>();
  private Part others;
  private AnalysisContext context;

  /**
   * Creates the analyzer of all records.
   *
   * @param factory makes one of the kind
   * @param wanted the parts
   * @param partition may be shared with other analyzers on the same thread
   */
  public PartitionedAnalyzer(
      final Supplier<TraceAnalyzer> factory, final Parts wanted, final CplPartition partition) {
    this.factory = factory;
    this.wanted = wanted;
    this.partition = partition;
    grouping = new TaskGrouping(wanted.byTask());
    phases = new PhaseGrouping(wanted.byPhase());
    total = new Part(TOTAL, TOTAL, factory.get());
  }

  @Override
  public void onStart(final AnalysisContext given) {
    context = given;
    total.start(given);
    if (wanted.byCpl() && wanted.byTask() == TaskParts.NONE && !wanted.byPhase()) {
      // Both are there in every report, also without a record.
      byKey.put(new PartKey(USER, "", ""), start(USER, USER));
      byKey.put(new PartKey(KERNEL, "", ""), start(KERNEL, KERNEL));
    }
  }

  private Part start(final String key, final String name) {
    final Part part = new Part(key, name, factory.get());
    parts.add(part);
    part.start(context);
    return part;
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    total.deliver(batch);
    if (wanted.byCpl()) {
      partition.accept(batch);
      deliver(partition.user(), USER);
      deliver(partition.kernel(), KERNEL);
    } else {
      deliver(batch, "");
    }
  }

  private void deliver(final RecordBatch batch, final String mode) {
    if (batch.size() > 0) {
      partOf(mode, batch.task(), batch.phase()).ifPresent(part -> part.deliver(batch));
    }
  }

  private Optional<Part> partOf(final String mode, final Task task, final Phase phase) {
    final TaskGrouping.Group tasks = grouping.of(task);
    final PartKey key = new PartKey(mode, tasks.key(), phases.keyOf(phase));
    if (key.isWhole()) {
      return Optional.empty();
    }
    final Part part = byKey.computeIfAbsent(key, this::startFor);
    if (part != others) {
      part.called(key.name(tasks.name(), phase.name()));
    }
    return Optional.of(part);
  }

  /** Goes past records that another one of its kind is given. */
  public void pass(final Census census) {
    total.pass(census.records());
    census.forEach(
        (task, phase, isUser, records) ->
            partOf(wanted.byCpl() ? isUser ? USER : KERNEL : "", task, phase)
                .ifPresent(part -> part.pass(records)));
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    total.save(out);
    for (final Part part : parts) {
      part.save(out);
    }
  }

  /** Of a part of the trace that was {@link #pass passed}: so both have the same parts. */
  @Override
  public void mergeNext(final DataInput in) throws IOException {
    total.mergeNext(in);
    for (final Part part : parts) {
      part.mergeNext(in);
    }
  }

  private Part startFor(final PartKey key) {
    if (parts.size() < MAX_PARTS) {
      return start(key.key(), key.key());
    }
    if (others == null) {
      others = start(OTHERS, OTHERS);
    }
    return others;
  }

  @Override
  public void onEvent(final TraceEvent event) {
    total.event(event);
    parts.forEach(part -> part.event(event));
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
    if (parts.isEmpty()) {
      return whole;
    }
    final List<Section> sections = new ArrayList<>(total.named(whole.sections()));
    final List<Part> shown = busiest();
    for (final Part part : shown) {
      found.apply(part).ifPresent(result -> sections.addAll(part.named(result.sections())));
    }
    if (shown.size() < parts.size()) {
      sections.add(notShown(shown));
    }
    return new AnalysisResult(sections, whole.recordsLost());
  }

  /** Of tasks, those that made most accesses, and those that are together; otherwise all. */
  private List<Part> busiest() {
    if (wanted.byTask() == TaskParts.NONE) {
      return parts;
    }
    final List<Part> shown = new ArrayList<>(parts);
    shown.remove(others);
    shown.sort(Comparator.comparingLong(Part::delivered).reversed());
    if (shown.size() > MAX_SHOWN) {
      shown.subList(MAX_SHOWN, shown.size()).clear();
    }
    if (others != null) {
      shown.add(others);
    }
    return shown;
  }

  private Section notShown(final List<Part> shown) {
    final List<Part> rest = new ArrayList<>(parts);
    rest.removeAll(shown);
    return Section.of(
        "not-shown",
        "Parts that aren't shown",
        Metric.of("parts", "Parts", rest.size(), Unit.COUNT),
        Metric.of(
            "accesses", "Accesses", rest.stream().mapToLong(Part::delivered).sum(), Unit.ACCESSES));
  }

  @Override
  public void close() {
    final List<AutoCloseable> all = new ArrayList<>(parts);
    all.add(total);
    CloseHelper.closeAll(all);
  }
}
