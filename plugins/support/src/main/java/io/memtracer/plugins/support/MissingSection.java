package io.memtracer.plugins.support;

import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import java.util.List;

/** Where misses come from: the section that analyzers of caches have of instructions. */
public final class MissingSection {

  /** Its key. */
  public static final String KEY = "top";

  private MissingSection() {}

  /**
   * Makes it.
   *
   * @param instructions all that miss
   * @param listed those that are shown, in this order
   * @param fromLast misses, of all code, that nothing before the last answered
   * @param table its columns: those of {@link InstructionColumns}, misses, what each further level
   *     answered, the last one's share, the program
   * @return the section
   */
  public static Section of(
      final MissingInstructions instructions,
      final List<MissingInstructions.Missing> listed,
      final long fromLast,
      final Table.Builder table) {
    for (final MissingInstructions.Missing one : listed) {
      InstructionColumns.cells(table.row(), one.word()).cell(one.misses());
      one.answers().forEach(table::cell);
      table.cell(Shares.share(one.fromLast(), fromLast)).cell(one.program());
    }
    return Section.of(
        KEY,
        "Where misses come from",
        Metric.of("count", "Instructions that miss", instructions.size(), Unit.INSTRUCTIONS),
        Metric.of(
            "untracked", "Misses not tracked (table full)", instructions.untracked(), Unit.COUNT),
        table.build());
  }
}
