package io.memtracer.host.dispatch.partition;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskParts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The parts of a run that records belong to: each begins when its first record comes. */
final class PartSet {

  static final String USER = "user";
  static final String KERNEL = "kernel";
  private static final String OTHERS = "others";

  private final Supplier<TraceAnalyzer> factory;
  private final Parts wanted;
  private final TaskGrouping grouping;
  private final PhaseGrouping phases;
  private final List<Part> parts = new ArrayList<>();
  private final Map<PartKey, Part> byKey = new HashMap<>();
  private Part others;
  private AnalysisContext context;

  /**
   * Without a part.
   *
   * @param factory makes an analyzer for each
   * @param wanted the parts
   */
  PartSet(final Supplier<TraceAnalyzer> factory, final Parts wanted) {
    this.factory = factory;
    this.wanted = wanted;
    grouping = new TaskGrouping(wanted.byTask());
    phases = new PhaseGrouping(wanted.byPhase());
  }

  /** The run begins. */
  void start(final AnalysisContext given) {
    context = given;
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

  /**
   * Where records belong.
   *
   * @param mode {@link #USER} or {@link #KERNEL}, empty if it doesn't matter
   * @return empty if that is no part, but the whole
   */
  Optional<Part> of(final String mode, final Task task, final Phase phase) {
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

  private Part startFor(final PartKey key) {
    if (parts.size() < PartitionedAnalyzer.MAX_PARTS) {
      return start(key.key(), key.key());
    }
    if (others == null) {
      others = start(OTHERS, OTHERS);
    }
    return others;
  }

  /** All, in the order in which they began. */
  List<Part> all() {
    return parts;
  }

  /** Of tasks, those that made most accesses, and those that are together; otherwise all. */
  List<Part> busiest() {
    if (wanted.byTask() == TaskParts.NONE) {
      return parts;
    }
    final List<Part> shown = new ArrayList<>(parts);
    shown.remove(others);
    shown.sort(Comparator.comparingLong(Part::delivered).reversed());
    if (shown.size() > PartitionedAnalyzer.MAX_SHOWN) {
      shown.subList(PartitionedAnalyzer.MAX_SHOWN, shown.size()).clear();
    }
    if (others != null) {
      shown.add(others);
    }
    return shown;
  }

  /** What is left out if only some are shown. */
  Optional<Section> without(final List<Part> shown) {
    final List<Part> rest = new ArrayList<>(parts);
    rest.removeAll(shown);
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                "not-shown",
                "Parts that aren't shown",
                Metric.of("parts", "Parts", rest.size(), Unit.COUNT),
                Metric.of(
                    "accesses",
                    "Accesses",
                    rest.stream().mapToLong(Part::delivered).sum(),
                    Unit.ACCESSES)));
  }
}
