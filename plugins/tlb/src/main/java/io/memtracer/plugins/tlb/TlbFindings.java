package io.memtracer.plugins.tlb;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissingInstructions;
import io.memtracer.plugins.support.MissingSection;
import io.memtracer.plugins.support.Shares;
import java.util.List;

/** What the figures say, in sentences. */
final class TlbFindings {

  /** A smaller part than this is not worth a sentence. */
  private static final double WORTH_SAYING = 0.1;

  private static final double PER = 1000;

  private final Totals totals;
  private final long untracked;
  private final List<MissingInstructions.Missing> worst;
  private final long walks;
  private final Findings findings = new Findings();

  TlbFindings(
      final Totals totals, final long untracked, final List<MissingInstructions.Missing> worst) {
    this.totals = totals;
    this.untracked = untracked;
    this.worst = worst;
    walks = Kinds.Part.TOTAL.all(totals.walks());
  }

  List<Finding> all() {
    if (walks > 0) {
      howMuch();
      who();
    }
    if (untracked > 0) {
      findings.warning(
          "table-full",
          "",
          "%,d misses are of instructions that came when the table was full: a larger table would"
              + " name them.",
          untracked);
    }
    if (totals.partial()) {
      findings.warning(
          "partial",
          "",
          "Accesses are missing in the trace. The TLBs are not told of them, so that these are not"
              + " the misses of the whole run, nor a known part of them.");
    }
    return findings.all();
  }

  private void howMuch() {
    final Kinds.Part all = Kinds.Part.TOTAL;
    final long accesses = all.all(totals.accesses());
    findings.note(
        "how-much",
        "",
        "Of 1,000 accesses %.2f miss the first level, and %.2f need a page walk; %s of the walks"
            + " are the kernel's.",
        PER * Shares.share(all.all(totals.misses(0)), accesses),
        PER * Shares.share(walks, accesses),
        Shares.percent(Shares.share(Kinds.Part.KERNEL.all(totals.walks()), walks)));
  }

  private void who() {
    if (worst.isEmpty()) {
      return;
    }
    final MissingInstructions.Missing first = worst.get(0);
    final double share = Shares.share(first.fromLast(), walks);
    if (share >= WORTH_SAYING) {
      findings.hint(
          "worst",
          MissingSection.KEY,
          "%s of the page walks are for one %s at 0x%x (%s).",
          Shares.percent(share),
          InstructionColumns.kind(first.word()),
          RecordWord.pc(first.word()),
          InstructionColumns.mode(first.word()));
    }
  }
}
