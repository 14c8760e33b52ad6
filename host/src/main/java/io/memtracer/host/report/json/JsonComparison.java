package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.host.report.Comparison;
import io.memtracer.host.report.Comparison.Row;
import io.memtracer.host.report.Comparison.Side;
import io.memtracer.host.report.Figure;
import java.io.IOException;

/** The comparison, as docs/report-schema.json describes it. */
final class JsonComparison {

  private JsonComparison() {}

  static void write(final JsonGenerator json, final Comparison comparison) throws IOException {
    json.writeArrayFieldStart("comparison");
    for (final Row row : comparison.rows()) {
      json.writeStartObject();
      json.writeStringField("verdict", JsonReport.name(row.verdict()));
      side(json, "left", row.left());
      side(json, "right", row.right());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void side(final JsonGenerator json, final String field, final Side side)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("key", side.key());
    json.writeArrayFieldStart("figures");
    for (final Figure figure : side.candidates()) {
      json.writeStartObject();
      json.writeStringField("path", figure.path());
      json.writeFieldName("value");
      JsonSections.value(json, figure.value(), figure.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
