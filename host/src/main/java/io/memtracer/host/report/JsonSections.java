package io.memtracer.host.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import java.io.IOException;
import java.util.List;

/** Writes what one analyzer found, each item with its type, units and values as they are. */
final class JsonSections {

  private JsonSections() {}

  static void write(final JsonGenerator json, final AnalysisResult result) throws IOException {
    json.writeArrayFieldStart("sections");
    for (final Section section : result.sections()) {
      json.writeStartObject();
      json.writeStringField("key", section.key());
      json.writeStringField("title", section.title());
      json.writeArrayFieldStart("items");
      for (final Item item : section.items()) {
        json.writeStartObject();
        json.writeStringField("key", item.key());
        item(json, item);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void item(final JsonGenerator json, final Item item) throws IOException {
    if (item instanceof Metric metric) {
      json.writeStringField("type", "metric");
      json.writeStringField("label", metric.label());
      unit(json, "unit", metric.unit());
      json.writeFieldName("value");
      value(json, metric.value(), metric.unit());
    } else if (item instanceof Table table) {
      table(json, table);
    } else if (item instanceof Histogram histogram) {
      histogram(json, histogram);
    } else if (item instanceof Series series) {
      series(json, series);
    } else if (item instanceof TextBlock block) {
      json.writeStringField("type", "text");
      json.writeStringField("title", block.title());
      json.writeStringField("text", block.text());
    }
  }

  private static void table(final JsonGenerator json, final Table table) throws IOException {
    json.writeStringField("type", "table");
    json.writeStringField("title", table.title());
    json.writeArrayFieldStart("columns");
    for (final Column column : table.columns()) {
      json.writeStartObject();
      json.writeStringField("key", column.key());
      json.writeStringField("label", column.label());
      unit(json, "unit", column.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (final List<Object> row : table.rows()) {
      json.writeStartArray();
      for (int i = 0; i < row.size(); i++) {
        value(json, row.get(i), table.columns().get(i).unit());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void histogram(final JsonGenerator json, final Histogram histogram)
      throws IOException {
    json.writeStringField("type", "histogram");
    json.writeStringField("title", histogram.title());
    unit(json, "valueUnit", histogram.valueUnit());
    unit(json, "countUnit", histogram.countUnit());
    json.writeArrayFieldStart("buckets");
    for (final Bucket bucket : histogram.buckets()) {
      json.writeStartObject();
      json.writeFieldName("low");
      value(json, bucket.low(), histogram.valueUnit());
      json.writeFieldName("high");
      value(json, bucket.high(), histogram.valueUnit());
      json.writeNumberField("count", bucket.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void series(final JsonGenerator json, final Series series) throws IOException {
    json.writeStringField("type", "series");
    json.writeStringField("title", series.title());
    json.writeStringField("xLabel", series.xLabel());
    unit(json, "xUnit", series.xUnit());
    unit(json, "yUnit", series.yUnit());
    json.writeArrayFieldStart("x");
    for (final Long x : series.x()) {
      value(json, x, series.xUnit());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("lines");
    for (final Series.Line line : series.lines()) {
      json.writeStartObject();
      json.writeStringField("key", line.key());
      json.writeStringField("label", line.label());
      json.writeArrayFieldStart("values");
      for (final Double value : line.values()) {
        json.writeNumber(value);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void unit(final JsonGenerator json, final String field, final Unit unit)
      throws IOException {
    json.writeStringField(field, JsonReport.name(unit));
  }

  static void value(final JsonGenerator json, final Object value, final Unit unit)
      throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (unit == Unit.ADDRESS) {
      json.writeString("0x" + Long.toHexString(((Number) value).longValue()));
    } else if (value instanceof Long whole) {
      json.writeNumber(whole);
    } else {
      json.writeNumber((Double) value);
    }
  }
}
