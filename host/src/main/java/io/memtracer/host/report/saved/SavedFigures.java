package io.memtracer.host.report.saved;

import com.fasterxml.jackson.databind.JsonNode;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Figure;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of a report that was kept, by the paths that {@code --compare} takes, and before them
 * those of the run itself. Addresses are no numbers: they don't become more or less.
 */
final class SavedFigures {

  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final Set<String> rows = new HashSet<>();

  private SavedFigures() {}

  /** All of them, in the report's order. */
  static Map<String, Figure> of(final JsonNode report) {
    final SavedFigures all = new SavedFigures();
    all.ofRun(report);
    for (final JsonNode analyzer : report.path("analyzers")) {
      for (final JsonNode section : analyzer.path("sections")) {
        for (final JsonNode item : section.path("items")) {
          all.item(
              analyzer.path("label").asText()
                  + "/"
                  + section.path("key").asText()
                  + "/"
                  + item.path("key").asText(),
              item);
        }
      }
    }
    return all.figures;
  }

  private void ofRun(final JsonNode report) {
    add("run/accesses", report.at("/records/read"), Unit.ACCESSES);
    for (final JsonNode role : report.at("/tasks/roles")) {
      final String path = "run/" + role.path("role").asText();
      add(path + "/user", role.path("user"), Unit.ACCESSES);
      add(path + "/kernel", role.path("kernel"), Unit.ACCESSES);
    }
    add("run/instructions", report.at("/instructions/total"), Unit.INSTRUCTIONS);
    add("run/traced", report.path("tracingNanos"), Unit.NANOS);
  }

  private void item(final String path, final JsonNode item) {
    switch (item.path("type").asText()) {
      case "metric" -> add(path, item.path("value"), unit(item.path("unit")));
      case "table" -> table(path, item);
      case "histogram" -> histogram(path, item);
      default -> {
        // Lines, pictures and text have no figures that could be named.
      }
    }
  }

  /** A row is called as {@code --compare} calls it. */
  private void table(final String path, final JsonNode table) {
    final JsonNode columns = table.path("columns");
    for (final JsonNode row : table.path("rows")) {
      final String name = path + "/" + row.path(columns.path(0).path("key").asText()).asText();
      String distinct = name;
      for (int i = 2; !rows.add(distinct); i++) {
        distinct = name + "-" + i;
      }
      for (int i = 1; i < columns.size(); i++) {
        final String key = columns.path(i).path("key").asText();
        add(distinct + "/" + key, row.path(key), unit(columns.path(i).path("unit")));
      }
    }
  }

  private void histogram(final String path, final JsonNode histogram) {
    final Unit unit = unit(histogram.path("countUnit"));
    for (final JsonNode bucket : histogram.path("buckets")) {
      final String low = bucket.path("low").asText();
      final String high = bucket.path("high").asText();
      add(path + "/" + (low.equals(high) ? low : low + ".." + high), bucket.path("count"), unit);
    }
    for (final JsonNode outside : histogram.path("outside")) {
      add(path + "/" + outside.path("key").asText(), outside.path("count"), unit);
    }
  }

  private void add(final String path, final JsonNode value, final Unit unit) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      figures.put(path, new Figure(path, value.longValue(), unit));
    } else if (value.isNumber()) {
      figures.put(path, new Figure(path, value.doubleValue(), unit));
    }
  }

  /** Of units of an analyzer's own the report has the key alone. */
  private static Unit unit(final JsonNode key) {
    final String text = key.asText();
    return Unit.known().stream()
        .filter(unit -> unit.key().equals(text))
        .findFirst()
        .orElseGet(() -> new Unit(Unit.Kind.NUMBER, text, "", ""));
  }
}
