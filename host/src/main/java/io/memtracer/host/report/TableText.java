package io.memtracer.host.report;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import java.util.List;

/** A table with aligned columns; long text is cut to fit the line, figures never are. */
final class TableText {

  private final TextStyle style;
  private final Quantity quantity;

  TableText(final TextStyle style) {
    this.style = style;
    quantity = new Quantity(style);
  }

  List<String> lines(final Table table, final int indent) {
    final List<Column> columns = table.columns();
    if (columns.isEmpty() || table.rows().isEmpty()) {
      return List.of(" ".repeat(indent) + "(no rows)");
    }
    final boolean[] right = new boolean[columns.size()];
    final boolean[] shrinks = new boolean[columns.size()];
    final String[] headings = new String[columns.size()];
    for (int i = 0; i < right.length; i++) {
      shrinks[i] = columns.get(i).unit().kind() == Unit.Kind.TEXT;
      right[i] = !shrinks[i];
      headings[i] = Harmless.line(columns.get(i).label());
    }
    final Columns layout = new Columns(style, right, shrinks);
    layout.add(headings);
    for (final List<Object> row : table.rows()) {
      final String[] cells = new String[headings.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = quantity.cell(row.get(i), columns.get(i).unit());
      }
      layout.add(cells);
    }
    final List<String> lines = layout.lines(indent);
    lines.set(0, style.dim(lines.get(0)));
    return lines;
  }
}
