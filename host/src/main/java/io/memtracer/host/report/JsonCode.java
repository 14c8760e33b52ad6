package io.memtracer.host.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodeName.SourceLine;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what lies at the addresses of code: beside the results, which keep their addresses as they
 * are, under the same spelling.
 */
final class JsonCode {

  private JsonCode() {}

  static void write(final JsonGenerator json, final Map<Long, CodeName> names) throws IOException {
    json.writeObjectFieldStart("code");
    final Map<Long, CodeName> inOrder = new TreeMap<>(Long::compareUnsigned);
    inOrder.putAll(names);
    for (final Map.Entry<Long, CodeName> entry : inOrder.entrySet()) {
      final CodeName name = entry.getValue();
      json.writeObjectFieldStart("0x" + Long.toHexString(entry.getKey()));
      json.writeStringField("image", name.image());
      json.writeNumberField("imageOffset", name.imageOffset());
      json.writeStringField("function", name.function().orElse(null));
      json.writeNumberField("functionOffset", name.functionOffset());
      json.writeStringField("file", name.line().map(SourceLine::file).orElse(null));
      if (name.line().isPresent()) {
        json.writeNumberField("line", name.line().get().number());
      } else {
        json.writeNullField("line");
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
