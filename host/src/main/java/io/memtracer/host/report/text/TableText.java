package io.memtracer.host.report.text;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.NameText;
import io.memtracer.host.status.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table with aligned columns; long text is cut to fit the line, figures never are. If it is known
 * what lies at addresses, that is in the last columns: they may make lines longer than they should
 * be, since half a name helps nobody.
 */
final class TableText {

  private static final String CODE_HEADING = "Code";
  private static final String DATA_HEADING = "Data";

  private final TextStyle style;
  private final Names names;
  private final Quantity quantity;

  TableText(final TextStyle style, final Names names) {
    this.style = style;
    this.names = names;
    quantity = new Quantity(style);
  }

  List<String> lines(final Table table, final int indent) {
    final List<Column> columns = table.columns();
    if (columns.isEmpty() || table.rows().isEmpty()) {
      return List.of(" ".repeat(indent) + "(no rows)");
    }
    final List<Shown> shown = shown(table);
    final boolean[] right = new boolean[shown.size()];
    final boolean[] shrinks = new boolean[shown.size()];
    final String[] headings = new String[shown.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = !shown.get(i).isText();
      shrinks[i] = !right[i] && !shown.get(i).names;
      headings[i] = shown.get(i).heading();
    }
    final Columns layout = new Columns(style, right, shrinks);
    layout.add(headings);
    for (final List<Object> row : table.rows()) {
      final String[] cells = new String[headings.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = cell(table, row, shown.get(i));
      }
      layout.add(cells);
    }
    final List<String> lines = layout.lines(indent);
    lines.set(0, style.dim(lines.get(0)));
    return lines;
  }

  /**
   * A column as it is shown.
   *
   * @param index of the table's column
   * @param names whether it says what lies at that column's addresses
   */
  private record Shown(int index, Column column, boolean names) {

    boolean isText() {
      return names || column.unit().kind() == Unit.Kind.TEXT;
    }

    String heading() {
      return !names
          ? Harmless.line(column.label())
          : column.unit().kind() == Unit.Kind.CODE_ADDRESS ? CODE_HEADING : DATA_HEADING;
    }
  }

  private List<Shown> shown(final Table table) {
    final List<Shown> shown = new ArrayList<>();
    final List<Shown> named = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      final int index = i;
      final Column column = table.columns().get(i);
      if (!column.unit().equals(Unit.PROGRAM) || isOfSeveral(table, index)) {
        shown.add(new Shown(index, column, false));
      }
      if (column.unit().isAddress()
          && table.rows().stream().anyMatch(row -> name(table, row, index).isPresent())) {
        named.add(new Shown(index, column, true));
      }
    }
    shown.addAll(named);
    return shown;
  }

  /** Whether the rows are of several programs: of a single one people know which it is. */
  private static boolean isOfSeveral(final Table table, final int index) {
    return table.rows().stream()
            .map(row -> row.get(index))
            .filter(program -> !program.equals(""))
            .distinct()
            .limit(2)
            .count()
        > 1;
  }

  private Optional<String> name(final Table table, final List<Object> row, final int index) {
    return NameText.of(names, table.columns(), row, index);
  }

  private String cell(final Table table, final List<Object> row, final Shown column) {
    return column.names
        ? name(table, row, column.index).orElse("")
        : quantity.cell(row.get(column.index), column.column.unit());
  }
}
