package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.Programs;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts the figures into sections. The keys are listed in docs/analyzers/stride-detector.md. */
final class StrideReport {

  /** Key of the section with the busiest instructions. */
  private static final String TOP = "top";

  private static final List<String> STATES =
      List.of("initial", "transient", "no-prediction", "steady");

  private final Collection<Instruction> instructions;
  private final Programs programs;
  private final StrideHistogram userStrides;
  private final StrideHistogram kernelStrides;
  private final long[] predicted;
  private final long[] untracked;
  private final int top;

  StrideReport(
      final Collection<Instruction> instructions,
      final Programs programs,
      final StrideHistogram userStrides,
      final StrideHistogram kernelStrides,
      final long[] predicted,
      final long[] untracked,
      final int top) {
    this.instructions = instructions;
    this.programs = programs;
    this.userStrides = userStrides;
    this.kernelStrides = kernelStrides;
    this.predicted = predicted;
    this.untracked = untracked;
    this.top = top;
  }

  /**
   * All of it.
   *
   * @param sampled what is known of a whole run of which blocks were traced
   */
  AnalysisResult result(
      final long accesses, final boolean partial, final Optional<SampledInstructions> sampled) {
    final List<Section> sections = new ArrayList<>();
    sampled.ifPresent(
        some -> sections.add(some.section(instructions.stream().limit(top).toList(), programs)));
    sections.add(summary(accesses, partial));
    sections.add(topInstructions(accesses));
    sections.add(strides());
    return new AnalysisResult(sections, 0);
  }

  private Section summary(final long accesses, final boolean partial) {
    final List<Item> items = new ArrayList<>(new StrideFindings(accesses, TOP).of(instructions));
    if (partial) {
      items.add(StrideFindings.partial());
    }
    Collections.addAll(
        items,
        Metric.of("accesses", "Accesses", accesses, Unit.ACCESSES),
        Metric.of("instructions", "Instructions", instructions.size(), Unit.COUNT),
        Metric.of(
            "untracked",
            "Accesses not tracked (table full)",
            untracked[0] + untracked[1],
            Unit.ACCESSES),
        patterns(accesses),
        modes(),
        states());
    return new Section("strides", "Strides", items);
  }

  private Table patterns(final long accesses) {
    final List<List<Object>> rows = new ArrayList<>();
    for (final Instruction.Pattern pattern : Instruction.Pattern.values()) {
      final Predicate<Instruction> has = instruction -> instruction.pattern() == pattern;
      final long all = accesses(has);
      final long user = accesses(has.and(Instruction::isUser));
      final long count = instructions.stream().filter(has).count();
      rows.add(List.of(pattern.key, count, all, Shares.share(all, accesses), user, all - user));
    }
    return new Table(
        "by-pattern",
        "Accesses by the pattern of their instruction",
        List.of(
            new Column("pattern", "Pattern", Unit.TEXT),
            new Column("instructions", "Instructions", Unit.COUNT),
            new Column("accesses", "Accesses", Unit.ACCESSES),
            new Column("share", "Share", Unit.RATIO),
            new Column("user", "User", Unit.ACCESSES),
            new Column("kernel", "Kernel", Unit.ACCESSES)),
        rows);
  }

  private Table modes() {
    final Predicate<Instruction> user = Instruction::isUser;
    return new Table(
        "by-mode",
        "Accesses whose address the reference prediction table predicted",
        List.of(
            new Column("mode", "Mode", Unit.TEXT),
            new Column("instructions", "Instructions", Unit.COUNT),
            new Column("accesses", "Accesses", Unit.ACCESSES),
            new Column("predicted", "Predicted", Unit.ACCESSES),
            new Column("share", "Share", Unit.RATIO),
            new Column("untracked", "Untracked", Unit.ACCESSES)),
        List.of(
            mode("total", any -> true, predicted[0] + predicted[1], untracked[0] + untracked[1]),
            mode("user", user, predicted[1], untracked[1]),
            mode("kernel", user.negate(), predicted[0], untracked[0])));
  }

  private List<Object> mode(
      final String name,
      final Predicate<Instruction> filter,
      final long right,
      final long notTracked) {
    final long all = accesses(filter) + notTracked;
    return List.of(
        name,
        instructions.stream().filter(filter).count(),
        all,
        right,
        Shares.share(right, all),
        notTracked);
  }

  private Table states() {
    final List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < STATES.size(); i++) {
      final int state = i;
      final Predicate<Instruction> has = instruction -> instruction.state() == state;
      rows.add(List.of(STATES.get(i), instructions.stream().filter(has).count(), accesses(has)));
    }
    return new Table(
        "by-state",
        "Instructions by the state of their entry at the end",
        List.of(
            new Column("state", "State", Unit.TEXT),
            new Column("instructions", "Instructions", Unit.COUNT),
            new Column("accesses", "Accesses", Unit.ACCESSES)),
        rows);
  }

  private Section topInstructions(final long accesses) {
    final List<List<Object>> rows = new ArrayList<>();
    instructions.stream()
        .limit(top)
        .forEach(
            instruction ->
                rows.add(
                    List.of(
                        RecordWord.pc(instruction.word()),
                        InstructionColumns.kind(instruction.word()),
                        InstructionColumns.mode(instruction.word()),
                        (long) RecordWord.size(instruction.word()),
                        instruction.accesses(),
                        Shares.share(instruction.accesses(), accesses),
                        instruction.stride(),
                        instruction.confidence(),
                        instruction.pattern().key,
                        programs.name(instruction.program()))));
    return Section.of(
        TOP,
        "Busiest instructions",
        new Table(
            "instructions",
            "Busiest instructions and their dominant stride",
            List.of(
                new Column("pc", "PC", Unit.CODE_ADDRESS),
                new Column("kind", "Access", Unit.TEXT),
                new Column("mode", "Mode", Unit.TEXT),
                new Column("size", "Size", Unit.BYTES),
                new Column("accesses", "Accesses", Unit.ACCESSES),
                new Column("share", "Share", Unit.RATIO),
                new Column("stride", "Stride", Unit.NONE),
                new Column("confidence", "Confidence", Unit.RATIO),
                new Column("pattern", "Pattern", Unit.TEXT),
                new Column("program", "Program", Unit.PROGRAM)),
            rows));
  }

  private Section strides() {
    return Section.of(
        "histogram",
        "Distances between an instruction's accesses, in bytes",
        histogram("total", "All code", userStrides.plus(kernelStrides)),
        histogram("user", "User code", userStrides),
        histogram("kernel", "Kernel code", kernelStrides));
  }

  private static Histogram histogram(
      final String key, final String title, final StrideHistogram strides) {
    return new Histogram(key, title, Unit.NONE, Unit.ACCESSES, strides.buckets());
  }

  private long accesses(final Predicate<Instruction> filter) {
    return instructions.stream().filter(filter).mapToLong(Instruction::accesses).sum();
  }
}
