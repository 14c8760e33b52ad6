package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Metric;
import io.memtracer.host.report.Places;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodeName.SourceLine;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.Names;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes what lies at addresses, beside them. */
final class JsonNames {

  private final JsonGenerator json;
  private final Names names;

  JsonNames(final JsonGenerator json, final Names names) {
    this.json = json;
    this.names = names;
  }

  void write(final Metric metric) throws IOException {
    final Optional<CodeName> code = Places.code(metric).flatMap(names::of);
    if (code.isPresent()) {
      json.writeFieldName("codeName");
      write(code.get());
    }
    final Optional<DataName> data = Places.data(metric).flatMap(names::of);
    if (data.isPresent()) {
      json.writeFieldName("dataName");
      write(data.get());
    }
  }

  /** In fields that can't be a column's: those have no capital letters. */
  void write(final List<Column> columns, final List<Object> row) throws IOException {
    boolean any = false;
    for (int i = 0; i < row.size(); i++) {
      final Optional<CodeName> name = Places.code(columns, row, i).flatMap(names::of);
      if (name.isPresent()) {
        any = field(any, "codeNames", columns.get(i));
        write(name.get());
      }
    }
    end(any);
    any = false;
    for (int i = 0; i < row.size(); i++) {
      final Optional<DataName> name = Places.data(columns, row, i).flatMap(names::of);
      if (name.isPresent()) {
        any = field(any, "dataNames", columns.get(i));
        write(name.get());
      }
    }
    end(any);
  }

  private boolean field(final boolean any, final String object, final Column column)
      throws IOException {
    if (!any) {
      json.writeObjectFieldStart(object);
    }
    json.writeFieldName(column.key());
    return true;
  }

  private void end(final boolean any) throws IOException {
    if (any) {
      json.writeEndObject();
    }
  }

  private void write(final DataName name) throws IOException {
    json.writeStartObject();
    json.writeStringField("owner", name.owner());
    json.writeStringField("symbol", name.symbol().orElse(null));
    if (name.offset().isPresent()) {
      json.writeNumberField("offset", name.offset().getAsLong());
    } else {
      json.writeNullField("offset");
    }
    writeLater(name);
    json.writeEndObject();
  }

  /** Of few: most addresses are one thing all the time. */
  private void writeLater(final DataName name) throws IOException {
    if (!name.later().isEmpty()) {
      json.writeArrayFieldStart("later");
      for (final DataName thing : name.later()) {
        write(thing);
      }
      json.writeEndArray();
      json.writeNumberField("laterUnnamed", name.laterUnnamed());
    }
  }

  private void write(final CodeName name) throws IOException {
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
