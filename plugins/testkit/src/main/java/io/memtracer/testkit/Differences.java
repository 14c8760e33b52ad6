package io.memtracer.testkit;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Line;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/** Says of two results which figure is the first that differs, and not all there is in them. */
final class Differences {

  private Differences() {}

  static void requireSame(
      final AnalysisResult expected, final AnalysisResult actual, final String how) {
    if (!expected.equals(actual)) {
      throw new AssertionFailedError(how + ": " + first(expected, actual));
    }
  }

  private static String first(final AnalysisResult expected, final AnalysisResult actual) {
    final Map<String, Object> before = figures(expected);
    final Map<String, Object> after = figures(actual);
    for (final Map.Entry<String, Object> figure : before.entrySet()) {
      final Object now = after.get(figure.getKey());
      if (!figure.getValue().equals(now)) {
        return figure.getKey() + " is " + now + " instead of " + figure.getValue();
      }
    }
    for (final Map.Entry<String, Object> figure : after.entrySet()) {
      if (!before.containsKey(figure.getKey())) {
        return figure.getKey() + " is " + figure.getValue() + " and shouldn't be there";
      }
    }
    return "titles, units or the order of items differ";
  }

  /** Every value by its path. */
  private static Map<String, Object> figures(final AnalysisResult result) {
    final Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("recordsLost", result.recordsLost());
    for (final Section section : result.sections()) {
      for (final Item item : section.items()) {
        add(figures, section.key() + "/" + item.key(), item);
      }
    }
    return figures;
  }

  private static void add(final Map<String, Object> figures, final String path, final Item item) {
    if (item instanceof Metric metric) {
      figures.put(path, metric.value());
    } else if (item instanceof Table table) {
      for (int row = 0; row < table.rows().size(); row++) {
        for (int i = 0; i < table.columns().size(); i++) {
          final String column = table.columns().get(i).key();
          figures.put(path + ", row " + row + ", " + column, table.rows().get(row).get(i));
        }
      }
    } else if (item instanceof Histogram histogram) {
      for (final Bucket bucket : histogram.buckets()) {
        figures.put(path + ", " + bucket.low() + " to " + bucket.high(), bucket.count());
      }
      histogram.outside().forEach(some -> figures.put(path + ", " + some.key(), some.count()));
    } else if (item instanceof Series series) {
      addLines(figures, path, series.x(), series.lines());
    } else if (item instanceof Curve curve) {
      addLines(figures, path, curve.x(), curve.lines());
    } else {
      figures.put(path, item);
    }
  }

  private static void addLines(
      final Map<String, Object> figures,
      final String path,
      final List<?> x,
      final List<Line> lines) {
    figures.put(path + ", number of positions", x.size());
    for (int i = 0; i < x.size(); i++) {
      figures.put(path + ", position " + i, x.get(i));
      for (final Line line : lines) {
        figures.put(path + "/" + line.key() + " at " + x.get(i), line.values().get(i));
      }
    }
  }
}
