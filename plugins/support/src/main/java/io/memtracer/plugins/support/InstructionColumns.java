package io.memtracer.plugins.support;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;

/** The columns that say which instruction a row is of: pc, kind, mode, size. */
public final class InstructionColumns {

  private InstructionColumns() {}

  /**
   * Adds the columns.
   *
   * @param table whose
   * @return the same
   */
  public static Table.Builder columns(final Table.Builder table) {
    return table
        .column("pc", "PC", Unit.CODE_ADDRESS)
        .column("kind", "Access", Unit.TEXT)
        .column("mode", "Mode", Unit.TEXT)
        .column("size", "Size", Unit.BYTES);
  }

  /**
   * Adds the cells to a row.
   *
   * @param row whose
   * @param word a record's word 0 of the instruction
   * @return the same
   */
  public static Table.Builder cells(final Table.Builder row, final long word) {
    return row.cell(RecordWord.pc(word))
        .cell(kind(word))
        .cell(mode(word))
        .cell(RecordWord.size(word));
  }

  /**
   * What it does.
   *
   * @param word a record's word 0
   * @return load or store
   */
  public static String kind(final long word) {
    return RecordWord.isStore(word) ? "store" : "load";
  }

  /**
   * Whose it is.
   *
   * @param word a record's word 0
   * @return user, kernel, or the CPL of neither
   */
  public static String mode(final long word) {
    return switch (RecordWord.cpl(word)) {
      case 0 -> "kernel";
      case 3 -> "user";
      default -> "cpl-" + RecordWord.cpl(word);
    };
  }
}
