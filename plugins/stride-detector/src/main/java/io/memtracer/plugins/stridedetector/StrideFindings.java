package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What the figures say, in sentences. */
final class StrideFindings {

  /** An instruction with a smaller part of the accesses is not worth a sentence. */
  private static final double WORTH_SAYING = 0.05;

  /** Of most machines; each such step is to another one. */
  private static final long LINE_BYTES = 64;

  private final long accesses;
  private final String about;

  /**
   * Of some accesses.
   *
   * @param accesses all
   * @param about key of the section with the instructions
   */
  StrideFindings(final long accesses, final String about) {
    this.accesses = accesses;
    this.about = about;
  }

  /** That figures aren't the whole run's. */
  static Finding partial() {
    return Finding.of(
        "partial",
        Finding.Level.WARNING,
        "Accesses are missing in the trace: these are counts of what was traced. Shares of a sample"
            + " are near those of the whole run; how many instructions that has isn't known.");
  }

  /** About the busiest instructions, which come first. */
  List<Finding> of(final Collection<Instruction> instructions) {
    final List<Finding> findings = new ArrayList<>();
    first(instructions, Instruction.Pattern.STRIDED, one -> Math.abs(one.stride()) >= LINE_BYTES)
        .ifPresent(
            one ->
                findings.add(
                    finding(
                        "far",
                        String.format(
                            Locale.ROOT,
                            "%s steps by %,d bytes, and so to another cache line each time.",
                            who(one),
                            one.stride()))));
    first(instructions, Instruction.Pattern.IRREGULAR, one -> true)
        .ifPresent(
            one ->
                findings.add(
                    finding(
                        "irregular",
                        who(one) + " follows no stride: no prefetcher foresees where it goes.")));
    return findings;
  }

  private Optional<Instruction> first(
      final Collection<Instruction> instructions,
      final Instruction.Pattern pattern,
      final Predicate<Instruction> which) {
    return instructions.stream()
        .filter(one -> one.pattern() == pattern)
        .filter(which)
        .filter(one -> Shares.share(one.accesses(), accesses) >= WORTH_SAYING)
        .findFirst();
  }

  private String who(final Instruction one) {
    return String.format(
        Locale.ROOT,
        "The %s at 0x%x (%s), which makes %s of the accesses,",
        InstructionColumns.kind(one.word()),
        RecordWord.pc(one.word()),
        InstructionColumns.mode(one.word()),
        Shares.percent(Shares.share(one.accesses(), accesses)));
  }

  private Finding finding(final String key, final String text) {
    return new Finding(key, Finding.Level.HINT, text, about);
  }
}
