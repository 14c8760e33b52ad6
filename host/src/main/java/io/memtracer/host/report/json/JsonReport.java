package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.FilesSeen;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TraceCounters;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A report for scripts: everything, as docs/report-schema.json describes it. Only ASCII is written,
 * so that it may be shown on a terminal whatever names the guest made up.
 */
public final class JsonReport {

  /** Of the schema: the minor grows with what is added, the major when a reader would break. */
  public static final String SCHEMA_VERSION = "2.3";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private JsonReport() {}

  /** Writes the report, ended by a line feed; leaves the stream open. */
  public static void write(final TraceReport report, final OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      final DefaultIndenter lineFeed = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lineFeed));
      json.writeStartObject();
      write(json, report);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Writes the report in one line without its end. */
  public static void writeLine(final TraceReport report, final OutputStream out)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      write(json, report);
      json.writeEndObject();
    }
  }

  /** Writes what is known of a run that goes on, in one line without its end. */
  public static void writeLine(final InterimReport interim, final OutputStream out)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeBooleanField("running", true);
      strings(json, "atEndOnly", interim.atEndOnly().stream().sorted().toList());
      write(json, interim.report());
      json.writeEndObject();
    }
  }

  private static void write(final JsonGenerator json, final TraceReport report) throws IOException {
    json.writeStringField("schema", "memtracer-report");
    json.writeStringField("schemaVersion", SCHEMA_VERSION);
    json.writeBooleanField("complete", report.isComplete());
    json.writeStringField("incompleteBecause", report.incompleteBecause().orElse(null));
    workload(json, report);
    json.writeStringField("startedAt", report.startedAt().toString());
    json.writeNumberField("tracingNanos", report.tracingNanos());
    json.writeNumberField("totalNanos", report.totalNanos());
    records(json, report);
    instructions(json, report.counters());
    JsonTasks.write(json, report.tasks(), report.recordsRead());
    JsonPhases.write(json, report.phases(), report.recordsRead());
    JsonFindings.write(json, report);
    JsonAnalyzers.write(json, report);
    JsonComparison.write(json, report.comparison());
    files(json, report);
    recording(json, report.recorded());
    strings(json, "provenance", report.origin().facts());
  }

  private static void workload(final JsonGenerator json, final TraceReport report)
      throws IOException {
    json.writeObjectFieldStart("workload");
    strings(json, "command", report.command());
    json.writeStringField("info", report.workloadInfo());
    json.writeObjectFieldStart("exit");
    json.writeStringField("how", name(report.exit().how()));
    json.writeNumberField("code", report.exit().code());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void files(final JsonGenerator json, final TraceReport report) throws IOException {
    if (report.files().isEmpty()) {
      json.writeNullField("files");
      return;
    }
    final FilesSeen seen = report.files().get();
    json.writeObjectFieldStart("files");
    strings(json, "shared", seen.shared());
    json.writeNumberField("written", seen.files());
    json.writeNumberField("writtenBytes", seen.bytes());
    json.writeNumberField("removed", seen.removed());
    json.writeBooleanField("full", seen.full());
    strings(json, "firstNames", seen.names());
    json.writeStringField("keptIn", seen.keptIn().orElse(null));
    strings(json, "notCopied", seen.leftOut());
    json.writeEndObject();
  }

  private static void recording(final JsonGenerator json, final Optional<Recorded> recorded)
      throws IOException {
    if (recorded.isEmpty()) {
      json.writeNullField("recording");
      return;
    }
    json.writeObjectFieldStart("recording");
    json.writeStringField("file", recorded.get().file().toString());
    json.writeNumberField("records", recorded.get().records());
    json.writeNumberField("bytes", recorded.get().bytes());
    json.writeStringField("endedBecause", recorded.get().stopped().orElse(null));
    json.writeEndObject();
  }

  private static void records(final JsonGenerator json, final TraceReport report)
      throws IOException {
    final TraceCounters counters = report.counters();
    json.writeObjectFieldStart("records");
    json.writeNumberField("seen", counters.seen());
    json.writeNumberField("traced", counters.traced());
    json.writeNumberField("written", counters.written());
    json.writeNumberField("dropped", counters.dropped());
    json.writeNumberField("read", report.recordsRead());
    json.writeStringField("delivery", name(report.delivery()));
    json.writeNumberField("fullWaits", counters.fullWaits());
    json.writeNumberField("fullWaitNanos", counters.fullWaitNanos());
    selection(json, report.selected());
    json.writeEndObject();
  }

  private static void selection(final JsonGenerator json, final Selected selected)
      throws IOException {
    final Selection selection = selected.selection();
    json.writeObjectFieldStart("selection");
    json.writeBooleanField("phasesOnly", selection.needsPhases());
    json.writeStringField("from", selection.from().isEmpty() ? null : selection.from());
    json.writeStringField("until", selection.until().isEmpty() ? null : selection.until());
    json.writeNumberField("skip", selection.skip());
    json.writeNumberField("most", selection.most());
    json.writeNumberField("blindTimes", selected.blindTimes());
    json.writeEndObject();
  }

  private static void instructions(final JsonGenerator json, final TraceCounters counters)
      throws IOException {
    final InstructionCounts executed = counters.instructions();
    if (executed.total() == InstructionCounts.UNKNOWN) {
      json.writeNullField("instructions");
      return;
    }
    json.writeObjectFieldStart("instructions");
    json.writeNumberField("total", executed.total());
    json.writeNumberField("user", executed.user());
    if (executed.kernel() == InstructionCounts.UNKNOWN) {
      json.writeNullField("kernel");
    } else {
      json.writeNumberField("kernel", executed.kernel());
    }
    json.writeNumberField("accessesPerThousand", counters.accessesPerThousandInstructions());
    json.writeEndObject();
  }

  private static void strings(
      final JsonGenerator json, final String field, final List<String> strings) throws IOException {
    json.writeArrayFieldStart(field);
    for (final String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }

  static void strings(
      final JsonGenerator json, final String field, final Map<String, String> strings)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (final Map.Entry<String, String> entry : strings.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** An enum's constant as scripts see it: {@code TIMED_OUT} is {@code timed-out}. */
  static String name(final Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
