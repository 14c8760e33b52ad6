package io.memtracer.plugins.cache.report;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissingInstructions;
import io.memtracer.plugins.support.MissingSection;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures say, in sentences. */
final class CacheFindings {

  /** A smaller part than this is not worth a sentence. */
  private static final double WORTH_SAYING = 0.1;

  private final Totals totals;
  private final long untracked;
  private final List<MissingInstructions.Missing> worst;
  private final List<Finding> findings = new ArrayList<>();

  /** The level before memory. */
  private final String last;

  private final long fromMemory;

  CacheFindings(
      final Totals totals, final long untracked, final List<MissingInstructions.Missing> worst) {
    this.totals = totals;
    this.untracked = untracked;
    this.worst = worst;
    last = totals.levels().get(totals.levels().size() - 1).name();
    fromMemory = Kinds.Part.TOTAL.all(totals.fromMemory());
  }

  List<Finding> all() {
    if (fromMemory > 0) {
      howMuch();
      who();
      cold();
    }
    if (untracked > 0) {
      say(
          "table-full",
          Finding.Level.WARNING,
          String.format(
              Locale.ROOT,
              "%,d misses are of instructions that came when the table was full: a larger table"
                  + " would name them.",
              untracked));
    }
    if (totals.partial()) {
      say(
          "partial",
          Finding.Level.WARNING,
          "Accesses are missing in the trace. The caches are not told of them, so that these are"
              + " not the misses of the whole run, nor a known part of them.");
    }
    return findings;
  }

  private void howMuch() {
    final long references = Kinds.Part.TOTAL.all(totals.references(0));
    say(
        "how-much",
        Finding.Level.NOTE,
        String.format(
            Locale.ROOT,
            "%s of what is accessed is not in %s, %s has to come from memory; %s of that is the"
                + " kernel's.",
            percent(Kinds.Part.TOTAL.all(totals.misses(0)), references),
            totals.levels().get(0).name(),
            percent(fromMemory, references),
            percent(Kinds.Part.KERNEL.all(totals.fromMemory()), fromMemory)));
  }

  private void who() {
    if (worst.isEmpty()) {
      return;
    }
    final MissingInstructions.Missing first = worst.get(0);
    if (Shares.share(first.fromLast(), fromMemory) >= WORTH_SAYING) {
      findings.add(
          new Finding(
              "worst",
              Finding.Level.HINT,
              String.format(
                  Locale.ROOT,
                  "%s of the misses of %s come from one %s at 0x%x (%s).",
                  percent(first.fromLast(), fromMemory),
                  last,
                  InstructionColumns.kind(first.word()),
                  RecordWord.pc(first.word()),
                  InstructionColumns.mode(first.word())),
              MissingSection.KEY));
    }
  }

  private void cold() {
    final long cold = Kinds.Part.TOTAL.all(totals.cold());
    // With prefetchers first accesses may hit.
    if (!totals.hierarchy().spec().prefetches() && Shares.share(cold, fromMemory) >= WORTH_SAYING) {
      say(
          "mostly-cold",
          Finding.Level.NOTE,
          String.format(
              Locale.ROOT,
              "%s of the misses of %s are first accesses to a line: no cache would have it, however"
                  + " large.",
              percent(cold, fromMemory),
              last));
    }
  }

  private void say(final String key, final Finding.Level level, final String text) {
    findings.add(Finding.of(key, level, text));
  }

  private static String percent(final long part, final long whole) {
    return Shares.percent(Shares.share(part, whole));
  }
}
