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
 *     Double}, or a {@link String} where the column is text; other numbers become one of these
 */
public record Table(String key, String title, List<Column> columns, List<List<Object>> rows)
    implements Item {

  public Table {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    columns = List.copyOf(columns);
    Keys.requireDistinct("columns of table " + key, columns.stream().map(Column::key).toList());
    if (columns.isEmpty() && !rows.isEmpty()) {
      throw new IllegalArgumentException(
          "table " + key + " has rows, but no columns: what is in them couldn't be named");
    }
    final List<List<Object>> copy = new ArrayList<>(rows.size());
    for (final List<Object> row : rows) {
      copy.add(checked(key, columns, row));
    }
    rows = List.copyOf(copy);
  }

  private static List<Object> checked(
      final String key, final List<Column> columns, final List<Object> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row of table "
              + key
              + " must have "
              + columns.size()
              + " cells, but has "
              + row.size()
              + ": "
              + row);
    }
    final List<Object> cells = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      final String column = columns.get(i).key();
      final Object cell = Values.normal("a cell of " + key + "/" + column, row.get(i));
      if ((columns.get(i).unit().kind() == Unit.Kind.TEXT) != (cell instanceof String)) {
        throw new IllegalArgumentException(
            "column "
                + column
                + " of table "
                + key
                + " is of unit "
                + columns.get(i).unit().key()
                + " and can't hold the value "
                + row.get(i));
      }
      cells.add(cell);
    }
    return List.copyOf(cells);
  }

  /**
   * Starts a table: first its columns, then its rows, a cell at a time.
   *
   * @param key name for scripts
   * @param title heading for people
   * @return a builder
   */
  public static Builder builder(final String key, final String title) {
    return new Builder(key, title);
  }

  /**
   * Puts a table together:
   *
   * <pre>{@code
   * Table.builder("by-vcpu", "By vCPU")
   *     .column("vcpu", "vCPU", Unit.NONE)
   *     .column("share", "Share", Unit.RATIO)
   *     .row().cell(0).cell(0.25)
   *     .row().cell(1).cell(0.75)
   *     .build();
   * }</pre>
   */
  public static final class Builder {

    private final String key;
    private final String title;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();

    private Builder(final String key, final String title) {
      this.key = key;
      this.title = title;
    }

    /**
     * Adds a column.
     *
     * @param columnKey name for scripts
     * @param label heading for people
     * @param unit what its cells count; {@link Unit#TEXT} for text
     * @return this
     */
    public Builder column(final String columnKey, final String label, final Unit unit) {
      columns.add(new Column(columnKey, label, unit));
      return this;
    }

    /**
     * Begins a row.
     *
     * @return this
     */
    public Builder row() {
      rows.add(new ArrayList<>(columns.size()));
      return this;
    }

    /**
     * Adds a whole number to the row that was begun last.
     *
     * @param value the figure
     * @return this
     */
    public Builder cell(final long value) {
      return put(value);
    }

    /**
     * Adds a fraction to the row that was begun last.
     *
     * @param value the figure, finite
     * @return this
     */
    public Builder cell(final double value) {
      return put(value);
    }

    /**
     * Adds text to the row that was begun last.
     *
     * @param value the text
     * @return this
     */
    public Builder cell(final String value) {
      return put(value);
    }

    private Builder put(final Object value) {
      if (rows.isEmpty()) {
        throw new IllegalStateException("table " + key + " has a cell before its first row()");
      }
      rows.get(rows.size() - 1).add(value);
      return this;
    }

    /**
     * The table.
     *
     * @return an immutable value
     */
    public Table build() {
      return new Table(key, title, columns, rows);
    }
  }
}
