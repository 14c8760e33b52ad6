package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import java.util.Set;
import java.util.TreeSet;

/** Looks at results that can be about anything. */
final class ResultChecks {

  private ResultChecks() {}

  static void requirePresentable(final AnalysisResult result) {
    assertNotNull(result, "onEnd returned null");
    assertFalse(result.sections().isEmpty(), "a result has at least one section");
    for (final Section section : result.sections()) {
      requireOneLine("title of section " + section.key(), section.title());
      assertFalse(section.items().isEmpty(), "section " + section.key() + " must hold something");
      for (final Item item : section.items()) {
        requireOneLine("title of " + section.key() + "/" + item.key(), title(item));
      }
    }
  }

  static void requireOneLine(final String what, final String text) {
    assertTrue(
        text != null && !text.isBlank() && text.lines().count() == 1 && text.equals(text.strip()),
        what + " must be one line of text, but is \"" + text + '"');
  }

  /** Everything a script can ask for, as paths. */
  static Set<String> keys(final AnalysisResult result) {
    final Set<String> keys = new TreeSet<>();
    for (final Section section : result.sections()) {
      for (final Item item : section.items()) {
        final String path = section.key() + "/" + item.key();
        keys.add(path);
        if (item instanceof Table table) {
          table.columns().stream().map(Column::key).forEach(key -> keys.add(path + "/" + key));
        } else if (item instanceof Curve curve) {
          curve.lines().forEach(line -> keys.add(path + "/" + line.key()));
        } else if (item instanceof Series series) {
          series.lines().forEach(line -> keys.add(path + "/" + line.key()));
        }
      }
    }
    return keys;
  }

  /** What doesn't name places: metrics that are counted in something. */
  static AnalysisResult counts(final AnalysisResult result) {
    return new AnalysisResult(
        result.sections().stream()
            .map(
                section ->
                    new Section(
                        section.key(),
                        section.title(),
                        section.items().stream()
                            .filter(item -> item instanceof Metric m && isCounted(m.unit()))
                            .toList()))
            .toList());
  }

  private static boolean isCounted(final Unit unit) {
    return !unit.isAddress() && !unit.equals(Unit.NONE);
  }

  static Set<String> difference(final Set<String> keys, final Set<String> without) {
    final Set<String> rest = new TreeSet<>(keys);
    rest.removeAll(without);
    return rest;
  }

  private static String title(final Item item) {
    if (item instanceof Metric metric) {
      return metric.label();
    } else if (item instanceof Table table) {
      return table.title();
    } else if (item instanceof Histogram histogram) {
      return histogram.title();
    } else if (item instanceof Series series) {
      return series.title();
    } else if (item instanceof Curve curve) {
      return curve.title();
    } else if (item instanceof HeatMap map) {
      return map.title();
    } else if (item instanceof Finding finding) {
      return finding.text();
    }
    return ((TextBlock) item).title();
  }
}
