package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.Names;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes what one analyzer found, each item with its type, units and values as they are. */
final class JsonSections {

  private JsonSections() {}

  static void write(final JsonGenerator json, final AnalysisResult result, final Names names)
      throws IOException {
    final JsonItems items = new JsonItems(json, names);
    json.writeArrayFieldStart("sections");
    for (final Section section : result.sections()) {
      json.writeStartObject();
      json.writeStringField("key", section.key());
      json.writeStringField("title", section.title());
      json.writeArrayFieldStart("items");
      for (final Item item : section.items()) {
        json.writeStartObject();
        json.writeStringField("key", item.key());
        write(items, item);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(final JsonItems items, final Item item) throws IOException {
    try {
      items.visit(item);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static void value(final JsonGenerator json, final Object value, final Unit unit)
      throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (unit.isAddress()) {
      json.writeString("0x" + Long.toHexString(((Number) value).longValue()));
    } else if (value instanceof Long whole) {
      json.writeNumber(whole);
    } else {
      json.writeNumber((Double) value);
    }
  }
}
