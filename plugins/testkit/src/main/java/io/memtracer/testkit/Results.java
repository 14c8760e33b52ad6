package io.memtracer.testkit;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Line;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Picks figures out of results by their keys, as scripts do. */
public final class Results {

  private Results() {}

  /**
   * A piece of a result.
   *
   * @param result where to look
   * @param section key of the section
   * @param key key of the item
   * @return the item
   */
  public static Item item(final AnalysisResult result, final String section, final String key) {
    for (final Section candidate : result.sections()) {
      if (candidate.key().equals(section)) {
        for (final Item item : candidate.items()) {
          if (item.key().equals(key)) {
            return item;
          }
        }
      }
    }
    throw new AssertionError(
        "there is no " + section + "/" + key + ", but " + ResultChecks.keys(result));
  }

  /**
   * A metric's value.
   *
   * @param result where to look
   * @param section key of the section
   * @param key key of the metric
   * @return a Long or a Double
   */
  public static Number metric(final AnalysisResult result, final String section, final String key) {
    return ((Metric) item(result, section, key)).value();
  }

  /**
   * A row of a table.
   *
   * @param result where to look
   * @param section key of the section
   * @param key key of the table
   * @param start the row's first cells, enough to know it
   * @return the row's cells by column key
   */
  public static Map<String, Object> row(
      final AnalysisResult result, final String section, final String key, final Object... start) {
    final Table table = (Table) item(result, section, key);
    for (final List<Object> row : table.rows()) {
      if (row.subList(0, start.length).equals(List.of(start))) {
        final Map<String, Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
          cells.put(table.columns().get(i).key(), row.get(i));
        }
        return cells;
      }
    }
    throw new AssertionError("no row starts with " + List.of(start) + " in " + table.rows());
  }

  /**
   * The values of one line of a series or a curve.
   *
   * @param result where to look
   * @param section key of the section
   * @param key key of the series or curve
   * @param line key of the line
   * @return a value for each position
   */
  public static List<Double> line(
      final AnalysisResult result, final String section, final String key, final String line) {
    for (final Line candidate : lines(item(result, section, key))) {
      if (candidate.key().equals(line)) {
        return candidate.values();
      }
    }
    throw new AssertionError("there is no line " + line + " in " + section + "/" + key);
  }

  private static List<Line> lines(final Item item) {
    return item instanceof Curve curve ? curve.lines() : ((Series) item).lines();
  }
}
