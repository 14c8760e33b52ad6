package io.memtracer.host.report;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.CodePlace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the addresses of code in what analyzers found: a report can say what lies there. */
public final class CodePlaces {

  private CodePlaces() {}

  /**
   * All of them.
   *
   * @param analyzers with their results
   * @return each once
   */
  public static Set<CodePlace> of(final List<AnalyzerOutcome> analyzers) {
    final Set<CodePlace> places = new HashSet<>();
    analyzers.stream()
        .flatMap(analyzer -> analyzer.result().stream())
        .flatMap(result -> result.sections().stream())
        .flatMap(section -> section.items().stream())
        .forEach(item -> collect(item, places));
    return places;
  }

  private static void collect(final Item item, final Set<CodePlace> places) {
    if (item instanceof Metric metric) {
      of(metric).ifPresent(places::add);
    } else if (item instanceof Table table) {
      for (final List<Object> row : table.rows()) {
        for (int i = 0; i < row.size(); i++) {
          of(table.columns(), row, i).ifPresent(places::add);
        }
      }
    }
  }

  static Optional<CodePlace> of(final Metric metric) {
    return isCode(metric.unit())
        ? Optional.of(new CodePlace("", (Long) metric.value()))
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
  public static Optional<CodePlace> of(
      final List<Column> columns, final List<Object> row, final int index) {
    return isCode(columns.get(index).unit()) && row.get(index) instanceof Long address
        ? Optional.of(new CodePlace(program(columns, row), address))
        : Optional.empty();
  }

  private static boolean isCode(final Unit unit) {
    return unit.kind() == Unit.Kind.CODE_ADDRESS;
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
