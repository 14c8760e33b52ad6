package io.memtracer.plugins.export;

import static io.memtracer.testkit.Traces.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.PhysicalAddress;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent.Gap.Cause;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which records are written, and what becomes of the file. */
class ExportTest {

  private static final Trace HALVES =
      Traces.stride(0x1000, 8, 10).then(Traces.stride(0xffff_8880_0000_0000L, 8, 5).kernel());

  @TempDir private Path directory;
  private Path file;
  private Exports exports;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("out");
    exports = new Exports(file);
  }

  @ParameterizedTest
  @CsvSource({
    "mode, all, 15",
    "mode, user, 10",
    "mode, kernel, 5",
    "first-address, 0x1010, 13",
    "last-address, 1010, 3",
    "phase, load, 0",
    "program, /bin/b, 0"
  })
  void writesWhatWasAskedFor(final String option, final String value, final int records)
      throws IOException {
    final AnalysisResult result = exports.export(HALVES, "din", Map.of(option, value));
    assertEquals(records, Files.readAllLines(file).size());
    assertEquals(Long.valueOf(records), Results.metric(result, "export", "exported"));
    assertEquals(Long.valueOf(15 - records), Results.metric(result, "export", "left-out"));
  }

  @Test
  void writesTheRecordsOfAProgram() throws IOException {
    final Task task = new Task(1, 7, 7, 1, 0, Task.Role.OTHER, 0, "b", "/bin/b");
    for (final String program : new String[] {"/bin/b", "b"}) {
      Replay.of(HALVES).by(task).into(exports.analyzer("view", Map.of("program", program)));
      assertEquals(15, Files.readAllLines(file).size());
      assertTrue(Files.readString(file).startsWith("0 vcpu0 cpl3 7/7 "));
    }
  }

  @Test
  void writesWhereAccessesWentInPhysicalMemory() throws IOException {
    final RecordBatchWriter batch = new RecordBatchWriter(4);
    batch.clear(0);
    final long word = RecordWord.of(0x401000, 0, 0, true, 3);
    batch.physical()[0] = PhysicalAddress.of(0x1234008, false);
    batch.physical()[1] = PhysicalAddress.of(0xfee000b0L, true);
    batch.physical()[2] = PhysicalAddress.UNKNOWN;
    batch.physical()[3] = PhysicalAddress.of(0x1_0000_0010L, false);
    for (int i = 0; i < 4; i++) {
      batch.add(word, 0xffff_8880_0000_0008L + i);
    }
    final Map<String, String> options = Map.of("addresses", "physical", "first-address", "2000000");
    try (TraceAnalyzer analyzer = exports.analyzer("ramulator2", options)) {
      analyzer.onStart(TestContext.DEFAULT);
      analyzer.onBatch(batch.batch());
      final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(4));
      assertEquals(1L, Results.metric(result, "export", "exported"));
      assertEquals(1L, Results.metric(result, "export", "left-out"));
      assertEquals(2L, Results.metric(result, "physical", "devices"));
    }
    assertEquals("ST 0x100000010\n", Files.readString(file));
    final ExportFactory factory = new ExportFactory();
    assertTrue(factory.needsPhysicalAddresses(AnalyzerOptions.of(factory.options(), options)));
    assertFalse(factory.needsPhysicalAddresses(AnalyzerOptions.of(factory.options(), Map.of())));
  }

  @Test
  void isTheUsersOwnFileAndReplacesOneThatWasThere() throws IOException {
    Files.writeString(file, "before");
    exports.export(HALVES, "din");
    assertEquals(15, Files.readAllLines(file).size());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void writesThroughALink() throws IOException {
    Files.writeString(directory.resolve("real"), "before");
    Files.createSymbolicLink(file, Path.of("real"));
    exports.export(HALVES, "din");
    assertTrue(Files.isSymbolicLink(file));
    assertEquals(15, Files.readAllLines(directory.resolve("real")).size());
  }

  /** A part may be left of a run that was killed, or be put there by somebody else. */
  @Test
  void writesIntoNoPartOfOthers() throws IOException {
    final Path part = Files.writeString(directory.resolve("out.part"), "left");
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-rw-rw-"));
    exports.export(HALVES, "din");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.createSymbolicLink(part, directory.resolve("elsewhere"));
    assertThrows(UncheckedIOException.class, () -> exports.export(HALVES, "din"));
    assertFalse(Files.exists(directory.resolve("elsewhere")));
  }

  /** Nobody takes a part for the whole, and one that was there before stays. */
  @Test
  void leavesNothingOfATraceThatDidNotEnd() throws IOException {
    Files.writeString(file, "before");
    try (TraceAnalyzer analyzer = exports.analyzer("din", Map.of())) {
      analyzer.onStart(TestContext.DEFAULT);
      Replay.of(HALVES).feed(analyzer);
      assertTrue(Files.exists(directory.resolve("out.part")));
    }
    assertFalse(Files.exists(directory.resolve("out.part")));
    assertEquals("before", Files.readString(file));
  }

  @Test
  void doesNotShareItsFile() {
    try (TraceAnalyzer one = exports.analyzer("din", Map.of());
        TraceAnalyzer other = exports.analyzer("din", Map.of())) {
      one.onStart(TestContext.DEFAULT);
      final UncheckedIOException refused =
          assertThrows(UncheckedIOException.class, () -> other.onStart(TestContext.DEFAULT));
      assertTrue(refused.getMessage().endsWith("another export writes it"), refused::getMessage);
    }
  }

  @Test
  void saysThatTheDiskIsFull() {
    final TraceAnalyzer full = new Exports(Path.of("/dev/full")).analyzer("view", Map.of());
    final UncheckedIOException failed =
        assertThrows(UncheckedIOException.class, () -> Replay.of(HALVES.times(1000)).into(full));
    assertEquals("can't write /dev/full: No space left on device", failed.getMessage());
  }

  @Test
  void warnsOfGaps() {
    final Trace trace =
        new TraceBuilder().add(load(8, 8)).gap(0, 1234, Cause.DROPPED).add(load(16, 8)).build();
    final Finding finding =
        (Finding) Results.item(exports.export(trace, "din"), "export", "partial");
    assertTrue(finding.text().contains("1,234 accesses"), finding::text);
  }

  @ParameterizedTest
  @CsvSource({
    "first-address, 12g, 'option first-address must be an address in hexadecimal, but ''12g''"
        + " isn''t'",
    "file, '', 'option file is missing: export:file=trace.txt'",
    "file, /tmp, 'option file must be a file, but ''/tmp'' isn''t'"
  })
  void refusesWhatItCannotDo(final String option, final String value, final String why) {
    final ExportFactory factory = new ExportFactory();
    final InvalidOptionException refused =
        assertThrows(
            InvalidOptionException.class,
            () ->
                factory.create(
                    AnalyzerOptions.of(
                        factory.options(),
                        option.equals("file")
                            ? Map.of(option, value)
                            : Map.of("file", file.toString(), option, value))));
    assertEquals(why, refused.getMessage());
  }

  @Test
  void refusesToCompressWhatItGoesOverAgain() {
    final InvalidOptionException refused =
        assertThrows(
            InvalidOptionException.class,
            () -> new Exports(directory.resolve("x.gz")).analyzer("oracle-general", Map.of()));
    assertTrue(refused.getMessage().contains("isn't compressed"), refused::getMessage);
  }
}
