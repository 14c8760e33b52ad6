package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import java.io.IOException;

/** How the analyzers fared, for scripts. */
final class JsonAnalyzers {

  private JsonAnalyzers() {}

  static void write(final JsonGenerator json, final TraceReport report) throws IOException {
    json.writeArrayFieldStart("analyzers");
    for (final AnalyzerOutcome analyzer : report.analyzers()) {
      json.writeStartObject();
      json.writeStringField("label", analyzer.label());
      json.writeStringField("name", analyzer.name());
      json.writeStringField("version", analyzer.version());
      JsonReport.strings(json, "options", analyzer.options());
      json.writeNumberField("delivered", analyzer.delivered());
      json.writeNumberField("lost", analyzer.lost());
      json.writeNumberField("busyNanos", analyzer.busyNanos());
      failure(json, analyzer);
      if (analyzer.result().isPresent()) {
        JsonSections.write(json, analyzer.result().get(), report.names());
      } else {
        json.writeNullField("sections");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void failure(final JsonGenerator json, final AnalyzerOutcome analyzer)
      throws IOException {
    if (analyzer.failure().isEmpty()) {
      json.writeNullField("failure");
      return;
    }
    final AnalyzerFailure failure = analyzer.failure().get();
    json.writeObjectFieldStart("failure");
    json.writeStringField("phase", failure.phase());
    json.writeNumberField("ordinal", failure.ordinal());
    json.writeStringField("exception", failure.cause().getClass().getName());
    json.writeStringField("message", failure.cause().getMessage());
    json.writeEndObject();
  }
}
