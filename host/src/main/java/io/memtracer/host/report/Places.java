package io.memtracer.host.report;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataPlace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the addresses in what analyzers found: a report can say what lies there. */
public final class Places {

  private final Set<CodePlace> code = new HashSet<>();
  private final Set<DataPlace> data = new HashSet<>();

  private Places() {}

  /**
   * All of them.
   *
   * @param analyzers with their results
   */
  public static Places of(final List<AnalyzerOutcome> analyzers) {
    final Places places = new Places();
    analyzers.stream()
        .flatMap(analyzer -> analyzer.result().stream())
        .flatMap(result -> result.sections().stream())
        .flatMap(section -> section.items().stream())
        .forEach(places::collect);
    return places;
  }

  /** Addresses of code, each once. */
  public Set<CodePlace> code() {
    return Set.copyOf(code);
  }

  /** Addresses of data, each once. */
  public Set<DataPlace> data() {
    return Set.copyOf(data);
  }

  private void collect(final Item item) {
    if (item instanceof Metric metric) {
      code(metric).ifPresent(code::add);
      data(metric).ifPresent(data::add);
    } else if (item instanceof Table table) {
      for (final List<Object> row : table.rows()) {
        for (int i = 0; i < row.size(); i++) {
          code(table.columns(), row, i).ifPresent(code::add);
          data(table.columns(), row, i).ifPresent(data::add);
        }
      }
    }
  }

  public static Optional<CodePlace> code(final Metric metric) {
    return metric.unit().kind() == Unit.Kind.CODE_ADDRESS
        ? Optional.of(new CodePlace("", (Long) metric.value()))
        : Optional.empty();
  }

  public static Optional<DataPlace> data(final Metric metric) {
    return metric.unit().kind() == Unit.Kind.DATA_ADDRESS
        ? Optional.of(new DataPlace("", (Long) metric.value()))
        : Optional.empty();
  }

  /**
   * What a cell means.
   *
   * @param columns of its table
   * @param row that it is in
   * @param index its column
   * @return the place in the code; empty if it is no address of code
   */
  public static Optional<CodePlace> code(
      final List<Column> columns, final List<Object> row, final int index) {
    return address(columns, row, index, Unit.Kind.CODE_ADDRESS)
        .map(address -> new CodePlace(program(columns, row), address));
  }

  /**
   * What a cell means.
   *
   * @param columns of its table
   * @param row that it is in
   * @param index its column
   * @return the place among the data; empty if it is no address of data
   */
  public static Optional<DataPlace> data(
      final List<Column> columns, final List<Object> row, final int index) {
    return address(columns, row, index, Unit.Kind.DATA_ADDRESS)
        .map(address -> new DataPlace(program(columns, row), address));
  }

  private static Optional<Long> address(
      final List<Column> columns, final List<Object> row, final int index, final Unit.Kind kind) {
    return columns.get(index).unit().kind() == kind && row.get(index) instanceof Long address
        ? Optional.of(address)
        : Optional.empty();
  }

  private static String program(final List<Column> columns, final List<Object> row) {
    for (int i = 0; i < row.size(); i++) {
      if (columns.get(i).unit().equals(Unit.PROGRAM)) {
        return row.get(i).toString();
      }
    }
    return "";
  }
}
