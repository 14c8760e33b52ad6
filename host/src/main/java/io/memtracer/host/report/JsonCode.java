package io.memtracer.host.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodeName.SourceLine;
import java.io.IOException;

/** Writes what lies at an address of code. */
final class JsonCode {

  private JsonCode() {}

  static void write(final JsonGenerator json, final CodeName name) throws IOException {
    json.writeStartObject();
    json.writeStringField("image", name.image());
    json.writeNumberField("imageOffset", name.imageOffset());
    json.writeStringField("function", name.function().orElse(null));
    json.writeNumberField("functionOffset", name.functionOffset());
    json.writeArrayFieldStart("inlined");
    for (final String function : name.inlined()) {
      json.writeString(function);
    }
    json.writeEndArray();
    json.writeStringField("file", name.line().map(SourceLine::file).orElse(null));
    if (name.line().isPresent()) {
      json.writeNumberField("line", name.line().get().number());
    } else {
      json.writeNullField("line");
    }
    json.writeEndObject();
  }
}
