package io.memtracer.api.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Rows of values.
 *
 * @param key name for scripts
 * @param title heading for people
 * @param columns the columns; their keys differ
 * @param rows the rows, each with a value for every column: a {@link Long}, a finite {@link
 *     Double}, or a {@link String} where the column is text
 */
public record Table(String key, String title, List<Column> columns, List<List<Object>> rows)
    implements Item {

  public Table {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    columns = List.copyOf(columns);
    Keys.requireDistinct("columns of table " + key, columns.stream().map(Column::key).toList());
    final List<List<Object>> copy = new ArrayList<>(rows.size());
    for (final List<Object> row : rows) {
      copy.add(checked(columns, row));
    }
    rows = List.copyOf(copy);
  }

  private static List<Object> checked(final List<Column> columns, final List<Object> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have " + columns.size() + " cells, but has " + row.size() + ": " + row);
    }
    for (int i = 0; i < row.size(); i++) {
      Values.requireValue(row.get(i));
      if ((columns.get(i).unit() == Unit.TEXT) != (row.get(i) instanceof String)) {
        throw new IllegalArgumentException(
            "column " + columns.get(i).key() + " can't hold the value " + row.get(i));
      }
    }
    return List.copyOf(row);
  }
}
