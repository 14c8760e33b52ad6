package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.EstimateColumns;
import io.memtracer.plugins.support.EstimatesSection;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.InstructionKeys;
import io.memtracer.plugins.support.Programs;
import io.memtracer.plugins.support.SampledPlaces;
import java.util.Collection;

/** How busy instructions are in a run of which blocks were traced. Not thread-safe. */
final class SampledInstructions {

  private final SampledPlaces places;

  /**
   * None yet.
   *
   * @param limit instructions that are known at most
   */
  SampledInstructions(final int limit) {
    places = new SampledPlaces(limit);
  }

  /**
   * Looks at a batch.
   *
   * @param program that runs
   */
  void add(final RecordBatch batch, final int program) {
    final long programBits = InstructionKeys.programBits(program);
    for (int i = 0; i < batch.size(); i++) {
      places.add(InstructionKeys.of(batch.word(i), programBits));
    }
  }

  /** Accesses are left out, and another block begins behind them. */
  void gap(final long accesses) {
    places.gap(accesses);
  }

  /**
   * The trace ends: what is likely of the whole run.
   *
   * @param top the busiest
   */
  Section section(final Collection<Instruction> top, final Programs programs) {
    places.end();
    final Table.Builder table =
        EstimateColumns.columns(
                InstructionColumns.columns(
                    Table.builder(
                        "instructions", "Accesses by the busiest, " + EstimateColumns.CONFIDENCE)))
            .column("program", "Program", Unit.PROGRAM);
    for (final Instruction one : top) {
      final long programBits = InstructionKeys.programBits(one.program());
      EstimateColumns.cells(
              InstructionColumns.cells(table.row(), one.word()),
              places.estimate(InstructionKeys.of(one.word(), programBits)),
              places.whole())
          .cell(programs.name(one.program()));
    }
    final Findings findings = new Findings();
    findings.note(
        "estimate",
        "",
        "Of the run's %,d accesses %,d blocks were traced. Strides are those within blocks, as good"
            + " as those of the whole run. How many instructions there are, and which of them are"
            + " predicted from one block to the next, can't be estimated.",
        places.whole(),
        places.blocks());
    return EstimatesSection.of(findings, places.blocks(), places.whole(), table.build());
  }
}
