package io.memtracer.host.ring;

import io.memtracer.api.Phase;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plugin's numbers for phases. */
final class PhaseTable implements AutoCloseable {

  static final RowTable.Kind KIND = new RowTable.Kind("phase", "MTPHAS01", 1, 96, 0);

  static final int PARENT = 0;
  static final int FLAGS = 4;
  static final int BEGUN = 8;
  static final int ENDED = 16;
  static final int NAME = 32;

  private static final int REFUSED_OFFSET = 24;
  private static final int UNMATCHED_OFFSET = 32;
  private static final int NAME_BYTES = 64;
  private static final int IS_OF_RUN = 1;

  private final RowTable table;
  private final Phase[] known;

  private PhaseTable(final RowTable table) {
    this.table = table;
    known = new Phase[table.capacity()];
    known[0] = Phase.NONE;
  }

  /**
   * Maps the table that a plugin has made; one without rows if it was not to make any.
   *
   * @throws TraceException if it can't, or it is no phase table
   */
  static PhaseTable open(final Path path) {
    return new PhaseTable(RowTable.open(path, KIND));
  }

  /**
   * The phase in a row, always the same object; its name is that of those it is in, and its own.
   *
   * @throws DamagedStreamException if there is no such row, or it is in one that can't be
   */
  Phase phase(final int row) {
    if (row < 0 || row >= known.length || known[row] == null) {
      final String name = name(table.at(row));
      final int parent = parent(row);
      final String within = parent == 0 ? "" : phase(parent).name() + "/";
      known[row] = new Phase(row, within + name);
    }
    return known[row];
  }

  private int parent(final int row) {
    final int parent = table.getInt(table.at(row) + PARENT);
    if (parent < 0 || parent >= row) {
      throw new DamagedStreamException(
          "the phase of row %d can't be in that of row %d".formatted(row, parent));
    }
    return parent;
  }

  private String name(final int at) {
    return table.paddedText(at + NAME, NAME_BYTES);
  }

  /**
   * All there are so far, without the accesses in them.
   *
   * @throws DamagedStreamException if one is in another that can't be
   */
  Phases phases() {
    final List<PhaseShare> all = new ArrayList<>();
    final int used = table.used();
    for (int row = 1; row < used; row++) {
      final int at = table.at(row);
      all.add(
          new PhaseShare(
              phase(row),
              parent(row),
              name(at),
              (table.getInt(at + FLAGS) & IS_OF_RUN) != 0,
              table.getLong(at + BEGUN),
              table.getLong(at + ENDED),
              0,
              0));
    }
    return new Phases(
        Optional.empty(), all, table.getLong(REFUSED_OFFSET), table.getLong(UNMATCHED_OFFSET));
  }

  /** Unmaps it. */
  @Override
  public void close() {
    table.close();
  }
}
