package io.memtracer.host.report.json;

import static io.memtracer.host.report.Reports.HOSTILE;
import static io.memtracer.host.report.Reports.everyRole;
import static io.memtracer.host.report.Reports.failed;
import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static io.memtracer.host.report.Reports.somePhases;
import static io.memtracer.host.report.SampleResults.buffers;
import static io.memtracer.host.report.SampleResults.everyKind;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.FigurePair;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.WorkloadExit.How;
import io.memtracer.testkit.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonReportTest {

  private static final Path SCHEMA = Path.of("../docs/report-schema.json");

  @Test
  void isOfTheVersionThatTheSchemaDescribes() throws IOException {
    assertEquals(
        "memtracer report, version " + JsonReport.SCHEMA_VERSION,
        new ObjectMapper().readTree(Files.readString(SCHEMA)).path("title").asText());
  }

  @Test
  void writesEverything() throws IOException {
    final String json =
        write(
            report()
                .tasks(everyRole())
                .phases(somePhases())
                .analyzers(
                    outcome("a", everyKind()),
                    failed("b", 12_288, new IllegalStateException("full"))));
    assertValid(json);
    Golden.assertMatches(JsonReportTest.class, "every-kind.json", json);
  }

  @Test
  void writesWhatWasCompared() throws IOException {
    final TraceReport report =
        report()
            .analyzers(outcome("a", everyKind()))
            .build()
            .comparing(
                List.of(
                    new FigurePair("records", "summary/records"),
                    new FigurePair("peak", "base"),
                    new FigurePair("peak", "nothing")));
    final String json = write(report);
    assertValid(json);
    final JsonNode rows = new ObjectMapper().readTree(json).path("comparison");
    assertEquals("agree", rows.at("/0/verdict").asText());
    assertEquals("summary/records", rows.at("/0/right/key").asText());
    assertEquals("a/summary/records", rows.at("/0/right/figures/0/path").asText());
    assertEquals(Reports.RECORDS, rows.at("/0/left/figures/0/value").asLong());
    assertEquals("differ", rows.at("/1/verdict").asText());
    assertEquals("0xffff888000001000", rows.at("/1/right/figures/0/value").asText());
    assertEquals("unresolved", rows.at("/2/verdict").asText());
    assertTrue(rows.at("/2/right/figures").isEmpty());
  }

  @Test
  void saysWhatLiesAtAddressesOfData() throws IOException {
    final String json =
        write(report().analyzers(outcome("a", buffers())).dataNames(SampleResults.dataNames()));
    assertValid(json);
    final JsonNode items = new ObjectMapper().readTree(json).at("/analyzers/0/sections/0/items");
    assertEquals("/home/ada/words.txt", items.at("/0/dataName/owner").asText());
    assertEquals(0x2000, items.at("/0/dataName/offset").asLong());
    final JsonNode rows = items.at("/1/rows");
    assertEquals("0x4080", rows.at("/0/address").asText());
    assertEquals("table", rows.at("/0/dataNames/address/symbol").asText());
    assertEquals(0x40, rows.at("/0/dataNames/address/offset").asLong());
    assertEquals("[heap]", rows.at("/1/dataNames/address/owner").asText());
    assertTrue(rows.at("/1/dataNames/address/symbol").isNull());
    assertEquals(3, rows.at("/1/dataNames/address/later").size());
    assertEquals(0x1000, rows.at("/1/dataNames/address/later/0/offset").asLong());
    assertEquals("[anonymous]", rows.at("/1/dataNames/address/later/2/owner").asText());
    assertEquals(2, rows.at("/1/dataNames/address/laterUnnamed").asLong());
    assertTrue(rows.at("/0/dataNames/address/later").isMissingNode());
    assertTrue(rows.at("/3/dataNames").isMissingNode());
  }

  @Test
  void saysWhatLiesAtAddressesOfCode() throws IOException {
    final String json =
        write(report().analyzers(outcome("a", everyKind())).codeNames(SampleResults.codeNames()));
    assertValid(json);
    final JsonNode rows =
        new ObjectMapper().readTree(json).at("/analyzers/0/sections/0/items/7/rows");
    assertEquals("0x401136", rows.at("/0/pc").asText());
    assertEquals("lookup", rows.at("/0/codeNames/pc/function").asText());
    assertEquals(18, rows.at("/0/codeNames/pc/functionOffset").asLong());
    assertEquals("src/phases.c", rows.at("/0/codeNames/pc/file").asText());
    assertEquals(97, rows.at("/0/codeNames/pc/line").asInt());
    assertEquals("[kernel]", rows.at("/1/codeNames/pc/image").asText());
    assertTrue(rows.at("/1/codeNames/pc/line").isNull());
    assertTrue(rows.at("/2/codeNames/pc/function").isNull());
    assertEquals(0x114a, rows.at("/2/codeNames/pc/imageOffset").asLong());
  }

  @Test
  void fitsTheSchemaHoweverTheRunEnded() throws IOException {
    for (final How how : How.values()) {
      assertValid(write(report().exit(how, 0).incomplete("why")));
    }
    assertValid(write(report().analyzers(failed("b", 0, new IllegalStateException()))));
    assertValid(write(report().analyzers(outcome("a", new AnalysisResult(List.of())))));
  }

  @Test
  void theSchemaKnowsEveryUnit() throws IOException {
    for (final Unit unit : Unit.known()) {
      assertValid(write(withMetric(Metric.of("m", "m", 1, unit))));
    }
  }

  @Test
  void theSchemaRefusesWhatItDoesNotKnow() throws IOException {
    final String json = write(report());
    assertFalse(validate(json.replace("\"complete\"", "\"whole\"")).isEmpty());
  }

  @Test
  void numbersSurvive() throws IOException {
    for (final double value :
        new double[] {0.1, 1.0 / 3, Double.MIN_VALUE, Double.MAX_VALUE, -0.0, 1.5e300}) {
      final JsonNode read = metric(Metric.of("m", "m", value, Unit.RATIO));
      assertEquals(Double.doubleToLongBits(value), Double.doubleToLongBits(read.doubleValue()));
    }
    for (final long value : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1}) {
      assertEquals(value, metric(Metric.of("m", "m", value, Unit.COUNT)).longValue());
    }
    assertEquals("0xffffffffffffffff", metric(Metric.of("m", "m", -1, Unit.DATA_ADDRESS)).asText());
  }

  @Test
  void hostileTextSurvivesAsAscii() throws IOException {
    final String text = "evil\u001b[2J\u009b\u202e大";
    final String json =
        write(
            report()
                .command("./x", HOSTILE)
                .analyzers(
                    outcome(
                        "a",
                        AnalysisResult.of(Section.of("s", "S", new TextBlock("t", "T", text))))));
    assertTrue(json.codePoints().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), json);
    assertEquals(
        text,
        new ObjectMapper().readTree(json).at("/analyzers/0/sections/0/items/0/text").asText());
  }

  private static JsonNode metric(final Metric metric) throws IOException {
    return new ObjectMapper()
        .readTree(write(withMetric(metric)))
        .at("/analyzers/0/sections/0/items/0/value");
  }

  private static Reports.Builder withMetric(final Metric metric) {
    return report().analyzers(outcome("a", AnalysisResult.of(Section.of("s", "S", metric))));
  }

  private static String write(final Reports.Builder report) throws IOException {
    return write(report.build());
  }

  private static String write(final TraceReport report) throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void assertValid(final String json) throws IOException {
    assertEquals(List.of(), validate(json), json);
  }

  private static List<com.networknt.schema.Error> validate(final String json) throws IOException {
    final Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    return schema.validate(json, InputFormat.JSON);
  }
}
