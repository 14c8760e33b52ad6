package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.host.report.FindingWords;
import io.memtracer.host.report.LeadingFinding;
import io.memtracer.host.report.TraceReport;
import java.io.IOException;

/** The findings that a report begins with, for scripts. */
final class JsonFindings {

  private JsonFindings() {}

  static void write(final JsonGenerator json, final TraceReport report) throws IOException {
    final FindingWords words = new FindingWords(report.names());
    json.writeArrayFieldStart("findings");
    for (final LeadingFinding leading : LeadingFinding.of(report.analyzers())) {
      json.writeStartObject();
      json.writeStringField("analyzer", leading.analyzer());
      json.writeStringField("section", leading.section());
      json.writeStringField("key", leading.finding().key());
      json.writeStringField("level", JsonReport.name(leading.finding().level()));
      json.writeStringField("text", words.of(leading.finding()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
