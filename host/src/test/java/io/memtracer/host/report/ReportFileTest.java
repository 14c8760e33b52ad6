package io.memtracer.host.report;

import static io.memtracer.host.report.Reports.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportFileTest {

  @TempDir private Path directory;

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    final Path file = directory.resolve("report.json");
    ReportFile.at("--json", file).write(ReportFileTest::json);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.readString(file).endsWith("}\n"));
    assertOnly("report.json");
  }

  @Test
  void leavesNothingWhereNothingWasWritten() throws IOException {
    ReportFile.at("--json", directory.resolve("report.json"));
    assertOnly();
  }

  @Test
  void replacesWhatALinkLeadsTo() throws IOException {
    final Path file = Files.writeString(directory.resolve("old.json"), "old");
    final Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);
    ReportFile.at("--json", link).write(ReportFileTest::json);
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(file).startsWith("{"));
  }

  @Test
  void writesWhereALinkLeadsToThoughNothingIsThereYet() throws IOException {
    final Path link = Files.createSymbolicLink(directory.resolve("link.json"), Path.of("new.json"));
    ReportFile.at("--json", link).write(ReportFileTest::json);
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(directory.resolve("new.json")).startsWith("{"));
  }

  @Test
  void refusesLinksThatLeadToThemselves() throws IOException {
    final Path link =
        Files.createSymbolicLink(directory.resolve("link.json"), Path.of("link.json"));
    assertRefused(link, "--json can't write %s: too many links");
  }

  @Test
  void saysThatADiskIsFull() {
    final ReportFile full = ReportFile.at("--json", Path.of("/dev/full"));
    final TraceException refusal =
        assertThrows(TraceException.class, () -> full.write(ReportFileTest::json));
    assertEquals("--json can't write /dev/full: No space left on device", refusal.getMessage());
    assertEquals(ErrorCategory.ENVIRONMENT, refusal.category());
  }

  @Test
  void neverReplacesADevice() {
    final Path device = Path.of("/dev/null");
    ReportFile.at("--json", device).write(ReportFileTest::json);
    assertTrue(!Files.isRegularFile(device));
  }

  @Test
  void refusesBeforeTheRunWhatCannotBeWritten() {
    assertRefused(
        directory.resolve("no/report.json"), "--json can't write %s: the directory doesn't exist");
    assertRefused(directory, "--json must be a file, but %s is a directory");
  }

  private static void json(final OutputStream out) throws IOException {
    JsonReport.write(report().build(), out);
  }

  private static void assertRefused(final Path path, final String message) {
    final TraceException refusal =
        assertThrows(TraceException.class, () -> ReportFile.at("--json", path));
    assertEquals(String.format(message, path), refusal.getMessage());
    assertEquals(ErrorCategory.USER, refusal.category());
  }

  private void assertOnly(final String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(Stream.of(names).toList(), files.map(f -> f.getFileName().toString()).toList());
    }
  }
}
