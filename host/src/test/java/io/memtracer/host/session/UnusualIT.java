package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Instructions that QEMU carries out in several steps, starts again, or for which the CPU looks
 * into tables of the kernel: the trace has what the instruction does, but for what is documented.
 */
@Timeout(120)
final class UnusualIT {

  private static final int ROUNDS = 100;

  @TempDir private static Path directory;

  private static Path program;

  @BeforeAll
  static void prepare() {
    TestPlugins.jar(directory, RangeRecorder.class, RangeRecorder.Factory.class);
    program = TestWorkloads.compile("unusual");
    QemuEra.prepare(1, 2);
  }

  /** With several vCPUs QEMU has real atomic operations, with one it does without. */
  @ParameterizedTest
  @CsvSource({"WITH_PLUGIN_ID, 1", "WITH_PLUGIN_ID, 2", "WITH_USER_DATA, 1", "WITH_USER_DATA, 2"})
  void lockedInstructionsLoadAndStoreOnce(final QemuEra era, final int vcpus) throws IOException {
    final String once = "L1 S1 L2 S2 L4 S4 L8 S8 L4 S4 L8 S8 L4 S4 L8 S8 ";
    assertEquals(once.repeat(ROUNDS), trace(era, vcpus, "locked"));
  }

  @ParameterizedTest
  @CsvSource({"WITH_PLUGIN_ID", "WITH_USER_DATA"})
  void farReturnsPopTheirOperandsAndNothingElse(final QemuEra era) throws IOException {
    final String once = "S8 ".repeat(5) + "L8 ".repeat(5) + "S8 ".repeat(2) + "L8 ".repeat(2);
    assertEquals(once.repeat(ROUNDS), trace(era, 1, "far"));
  }

  /** The second load is documented: QEMU starts the instruction again before it stores. */
  @ParameterizedTest
  @CsvSource({"WITH_PLUGIN_ID", "WITH_USER_DATA"})
  void changingItsOwnBlockLoadsTwiceAndStoresOnce(final QemuEra era) throws IOException {
    final String returning = "L8 ";
    final String expected =
        ("S1 " + returning).repeat(ROUNDS) + ("L1 L1 S1 " + returning).repeat(ROUNDS);
    assertEquals(expected, trace(era, 1, "self"));
  }

  private static String trace(final QemuEra era, final int vcpus, final String what)
      throws IOException {
    final String[] range = TestWorkloads.runNatively(program, what).strip().split(" ", 2);
    final Path file = directory.resolve(era + "-" + vcpus + "-" + what);
    final Runs runs =
        Runs.of(program, what)
            .plugins(directory)
            .analyzer(
                RangeRecorder.NAME, Map.of("from", range[0], "to", range[1], "file", "" + file))
            .vcpus(vcpus)
            .qemu(era.qemu().executable());
    final TraceReport report = runs.run();
    assertEquals(new WorkloadExit(How.EXITED, 0), report.exit(), runs.standardError());
    assertNothingLost(report);
    return describe(file);
  }

  private static String describe(final Path file) throws IOException {
    final LongBuffer records =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < records.limit(); i += 2) {
      final long word = records.get(i);
      text.append(RecordWord.isStore(word) ? 'S' : 'L').append(RecordWord.size(word)).append(' ');
    }
    return text.toString();
  }
}
