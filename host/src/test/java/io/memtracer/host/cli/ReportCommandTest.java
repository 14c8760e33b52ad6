package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, of a run and of a report that was kept. */
final class ReportCommandTest {

  private final CliHarness harness = new CliHarness();
  @TempDir private Path directory;
  private Path json;

  @BeforeEach
  void chooseAFile() {
    json = directory.resolve("run.json");
  }

  @Test
  void makesTheSamePageAsTheRun() throws IOException {
    final Path ofRun = directory.resolve("run.html");
    final Path later = directory.resolve("later.html");
    harness.backend.outcomes = List.of(Reports.outcome("a", SampleResults.everyKind()));
    final String workload = CliHarness.program(directory, "sort").toString();
    harness.run(
        "trace", "--quiet", "--json", json.toString(), "--html", ofRun.toString(), "--", workload);
    assertEquals(0, harness.run("report", "--html", later.toString(), json.toString()));
    assertTrue(Files.readString(ofRun).startsWith("<!DOCTYPE html>"));
    assertEquals(Files.readString(ofRun), Files.readString(later));
  }

  @Test
  void saysWhatIsDifferent() throws IOException {
    final Path page = directory.resolve("diff.html");
    harness.backend.outcomes = List.of(Reports.outcome("a", SampleResults.everyKind()));
    final String workload = CliHarness.program(directory, "sort").toString();
    harness.run("trace", "--quiet", "--json", json.toString(), "--", workload);
    assertEquals(
        0, harness.run("diff", "--html", page.toString(), json + "," + json, json.toString()));
    assertTrue(harness.out().contains("no figure is different"), harness.out());
    assertTrue(harness.out().contains("before: " + workload + " (2 runs)"), harness.out());
    assertTrue(Files.readString(page).contains("\"schema\":\"memtracer-difference\""));
  }

  @Test
  void saysWhatItTakes() throws IOException {
    assertRefused("there is no file " + json);
    Files.writeString(json, "{");
    assertRefused(json + " isn't JSON: Unexpected end-of-input");
    Files.writeString(json, "[1]");
    assertRefused(json + " isn't a report: 'memtracer trace --json FILE' writes one");
    Files.writeString(json, "{\"schema\":\"memtracer-report\",\"schemaVersion\":\"1.9\"}");
    assertRefused(json + " is a report of version 1.9, but this memtracer knows those of version");
    assertFalse(Files.exists(directory.resolve("page.html")));
  }

  private void assertRefused(final String message) {
    final CliHarness fresh = new CliHarness();
    assertEquals(
        2,
        fresh.run("report", "--html", directory.resolve("page.html").toString(), json.toString()));
    assertTrue(fresh.err().startsWith("memtracer: " + message), fresh.err());
  }
}
