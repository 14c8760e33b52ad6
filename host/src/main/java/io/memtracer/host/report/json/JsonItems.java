package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Line;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.FindingWords;
import io.memtracer.host.report.ItemVisitor;
import io.memtracer.host.status.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes the fields of each kind of item, as docs/report-schema.json describes them. */
final class JsonItems implements ItemVisitor<Void> {

  private final JsonGenerator json;
  private final JsonNames names;
  private final FindingWords words;

  JsonItems(final JsonGenerator json, final Names names) {
    this.json = json;
    this.names = new JsonNames(json, names);
    words = new FindingWords(names);
  }

  /** Something that writes, and may fail in it. */
  private interface Writing {
    void run() throws IOException;
  }

  private static Void write(final Writing writing) {
    try {
      writing.run();
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Void metric(final Metric metric) {
    return write(
        () -> {
          json.writeStringField("type", "metric");
          json.writeStringField("label", metric.label());
          unit("unit", metric.unit());
          json.writeFieldName("value");
          JsonSections.value(json, metric.value(), metric.unit());
          names.write(metric);
        });
  }

  @Override
  public Void table(final Table table) {
    return write(
        () -> {
          header("table", table.title());
          json.writeArrayFieldStart("columns");
          for (final Column column : table.columns()) {
            json.writeStartObject();
            json.writeStringField("key", column.key());
            json.writeStringField("label", column.label());
            unit("unit", column.unit());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("rows");
          for (final List<Object> row : table.rows()) {
            row(table.columns(), row);
          }
          json.writeEndArray();
        });
  }

  private void row(final List<Column> columns, final List<Object> row) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < row.size(); i++) {
      json.writeFieldName(columns.get(i).key());
      JsonSections.value(json, row.get(i), columns.get(i).unit());
    }
    names.write(columns, row);
    json.writeEndObject();
  }

  @Override
  public Void histogram(final Histogram histogram) {
    return write(
        () -> {
          header("histogram", histogram.title());
          unit("valueUnit", histogram.valueUnit());
          unit("countUnit", histogram.countUnit());
          json.writeArrayFieldStart("buckets");
          for (final Bucket bucket : histogram.buckets()) {
            json.writeStartObject();
            json.writeFieldName("low");
            JsonSections.value(json, bucket.low(), histogram.valueUnit());
            json.writeFieldName("high");
            JsonSections.value(json, bucket.high(), histogram.valueUnit());
            json.writeNumberField("count", bucket.count());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("outside");
          for (final Histogram.Outside outside : histogram.outside()) {
            json.writeStartObject();
            json.writeStringField("key", outside.key());
            json.writeStringField("label", outside.label());
            json.writeNumberField("count", outside.count());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  @Override
  public Void series(final Series series) {
    return write(
        () -> {
          header("series", series.title());
          axis("x", series.xAxis());
          axis("y", series.yAxis());
          values("x", series.x(), series.xAxis().unit());
          lines(series.lines());
        });
  }

  @Override
  public Void curve(final Curve curve) {
    return write(
        () -> {
          header("curve", curve.title());
          axis("x", curve.xAxis());
          axis("y", curve.yAxis());
          values("x", curve.x(), Unit.NONE);
          lines(curve.lines());
        });
  }

  @Override
  public Void heatMap(final HeatMap map) {
    return write(
        () -> {
          header("heat-map", map.title());
          axis("x", map.xAxis());
          axis("y", map.yAxis());
          unit("valueUnit", map.valueUnit());
          values("x", map.x(), map.xAxis().unit());
          values("y", map.y(), map.yAxis().unit());
          values("yLast", map.yLast(), map.yAxis().unit());
          json.writeArrayFieldStart("values");
          for (int row = 0; row < map.y().size(); row++) {
            json.writeStartArray();
            for (int column = 0; column < map.x().size(); column++) {
              json.writeNumber(map.value(column, row));
            }
            json.writeEndArray();
          }
          json.writeEndArray();
        });
  }

  @Override
  public Void finding(final Finding finding) {
    return write(
        () -> {
          json.writeStringField("type", "finding");
          json.writeStringField("level", JsonReport.name(finding.level()));
          json.writeStringField("text", words.of(finding));
          json.writeStringField("about", finding.about());
        });
  }

  @Override
  public Void text(final TextBlock block) {
    return write(
        () -> {
          header("text", block.title());
          json.writeStringField("text", block.text());
        });
  }

  private void header(final String type, final String title) throws IOException {
    json.writeStringField("type", type);
    json.writeStringField("title", title);
  }

  private void axis(final String name, final Axis axis) throws IOException {
    json.writeStringField(name + "Label", axis.label());
    unit(name + "Unit", axis.unit());
    json.writeStringField(name + "Scale", JsonReport.name(axis.scale()));
  }

  private void values(final String field, final List<? extends Number> values, final Unit unit)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (final Number value : values) {
      JsonSections.value(json, value, unit);
    }
    json.writeEndArray();
  }

  private void lines(final List<Line> lines) throws IOException {
    json.writeArrayFieldStart("lines");
    for (final Line line : lines) {
      json.writeStartObject();
      json.writeStringField("key", line.key());
      json.writeStringField("label", line.label());
      values("values", line.values(), Unit.NONE);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void unit(final String field, final Unit unit) throws IOException {
    json.writeStringField(field, unit.key());
  }
}
