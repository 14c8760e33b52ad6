package io.memtracer.api.result;

import java.util.List;
import java.util.Objects;

/**
 * A value for each cell of a grid, such as accesses by time and address. The grid may be folded:
 * between some rows lies what would be empty, and takes no room ({@link #gapBelow}).
 *
 * @param key name for scripts
 * @param title heading for people
 * @param xAxis what columns are
 * @param yAxis what rows are
 * @param valueUnit what the cells count
 * @param x where each column begins, ascending; addresses as unsigned numbers
 * @param y where each row begins, ascending; addresses as unsigned numbers
 * @param yLast the last value that each row stands for; empty if rows follow each other without a
 *     gap
 * @param values a finite value for each cell: first all columns of the first row
 */
public record HeatMap(
    String key,
    String title,
    Axis xAxis,
    Axis yAxis,
    Unit valueUnit,
    List<Long> x,
    List<Long> y,
    List<Long> yLast,
    List<Double> values)
    implements Item {

  public HeatMap {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(valueUnit, "valueUnit");
    x = Longs.copyOf(x);
    y = Longs.copyOf(y);
    yLast = Longs.copyOf(yLast);
    values = Doubles.copyOf(values);
    requireAscending("x of heat map " + key, x, xAxis.unit());
    requireAscending("y of heat map " + key, y, yAxis.unit());
    requireInPlace(key, y, yLast, yAxis.unit());
    Doubles.requireFinite("the values of heat map " + key, values);
    if (values.size() != x.size() * y.size()) {
      throw new IllegalArgumentException(
          "heat map "
              + key
              + " must have "
              + x.size() * y.size()
              + " values, but has "
              + values.size());
    }
  }

  /**
   * A heat map from arrays.
   *
   * @param key name for scripts
   * @param title heading for people
   * @param xAxis what columns are
   * @param yAxis what rows are
   * @param valueUnit what the cells count
   * @param x where each column begins, ascending
   * @param y where each row begins, ascending
   * @param values a finite value for each cell: first all columns of the first row
   * @return the heat map
   */
  public static HeatMap of(
      final String key,
      final String title,
      final Axis xAxis,
      final Axis yAxis,
      final Unit valueUnit,
      final long[] x,
      final long[] y,
      final double[] values) {
    return new HeatMap(
        key,
        title,
        xAxis,
        yAxis,
        valueUnit,
        Longs.of(x),
        Longs.of(y),
        List.of(),
        Doubles.of(values));
  }

  /**
   * The same with rows between which something is left out.
   *
   * @param last the last value of each row, before the next one begins; addresses as unsigned
   *     numbers
   * @return the changed copy
   */
  public HeatMap folded(final long... last) {
    return new HeatMap(key, title, xAxis, yAxis, valueUnit, x, y, Longs.of(last), values);
  }

  /**
   * How much is left out before a row.
   *
   * @param row 0 to the number of rows - 1
   * @return an unsigned number; 0 if it follows the row before it, and for the first one
   */
  public long gapBelow(final int row) {
    return row == 0 || yLast.isEmpty() ? 0 : y.get(row) - yLast.get(row - 1) - 1;
  }

  /**
   * The value of a cell.
   *
   * @param column 0 to the number of columns - 1
   * @param row 0 to the number of rows - 1
   * @return the value
   */
  public double value(final int column, final int row) {
    return values.get(row * x.size() + column);
  }

  private static void requireInPlace(
      final String key, final List<Long> y, final List<Long> last, final Unit unit) {
    if (last.isEmpty()) {
      return;
    }
    if (last.size() != y.size()) {
      throw new IllegalArgumentException(
          "heat map " + key + " has " + y.size() + " rows, but the ends of " + last.size());
    }
    for (int i = 0; i < y.size(); i++) {
      final boolean behindBegin = compare(last.get(i), y.get(i), unit) >= 0;
      if (!behindBegin || (i + 1 < y.size() && compare(last.get(i), y.get(i + 1), unit) >= 0)) {
        throw new IllegalArgumentException(
            "row " + i + " of heat map " + key + " can't end at " + last.get(i));
      }
    }
  }

  private static int compare(final long one, final long other, final Unit unit) {
    return unit.isAddress() ? Long.compareUnsigned(one, other) : Long.compare(one, other);
  }

  private static void requireAscending(
      final String whose, final List<Long> values, final Unit unit) {
    if (!unit.isAddress()) {
      Longs.requireAscending(whose, values);
      return;
    }
    for (int i = 1; i < values.size(); i++) {
      if (Long.compareUnsigned(values.get(i), values.get(i - 1)) <= 0) {
        throw new IllegalArgumentException(
            whose
                + " must ascend, but 0x"
                + Long.toHexString(values.get(i))
                + " follows 0x"
                + Long.toHexString(values.get(i - 1)));
      }
    }
  }
}
