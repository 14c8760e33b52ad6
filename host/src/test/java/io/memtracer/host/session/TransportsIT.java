package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A program of a real guest makes accesses that are known to the byte, by code that is translated
 * again and again: through either transport, and whether or not a site has a number, these very
 * records come, in this order.
 */
@Timeout(60)
final class TransportsIT {

  private static final int PASSES = 5;
  private static final int LARGEST_TABLE = 65_535;

  /** Of sampling. */
  private static final int BLOCK_LOG2 = 10;

  private static final int RATIO_LOG2 = 3;

  @TempDir private static Path directory;

  private static Path program;
  private static LongBuffer expected;

  @BeforeAll
  static void prepare() throws IOException {
    TestPlugins.jar(directory, RangeRecorder.class, RangeRecorder.Factory.class);
    QemuEra.prepare(1, 2);
    program = TestWorkloads.compile("sequence");
    final Path file = directory.resolve("expected");
    TestWorkloads.runNatively(program, Integer.toString(PASSES), file.toString());
    expected = read(file);
    final long sites =
        LongStream.range(0, expected.limit() / 2).map(TransportsIT::word).distinct().count();
    assertTrue(sites > LARGEST_TABLE, "the largest table isn't full with " + sites + " sites");
  }

  private static long word(final long index) {
    return expected.get((int) (2 * index));
  }

  private static LongBuffer read(final Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  }

  /** Without a number of entries, the site table is the largest, and still too small. */
  @ParameterizedTest
  @CsvSource({
    "WITH_PLUGIN_ID, FIFO,",
    "WITH_PLUGIN_ID, RING,",
    "WITH_PLUGIN_ID, RING, 0",
    "WITH_PLUGIN_ID, RING, 1000",
    "WITH_USER_DATA, FIFO,",
    "WITH_USER_DATA, RING,"
  })
  void bringsEveryRecordInOrder(
      final QemuEra era, final Transport transport, final Integer tableEntries) throws IOException {
    final QemuBinary qemu = era.qemu();
    final Path file = directory.resolve(era + "-" + transport + "-" + tableEntries);
    final Runs runs =
        Runs.of(program, PASSES)
            .plugins(directory)
            .analyzer(
                RangeRecorder.NAME,
                Map.of("from", "110000000000", "to", "120000000000", "file", file.toString()))
            .transport(transport)
            .qemu(
                tableEntries == null
                    ? qemu.executable()
                    : QemuWrapper.withSiteTable(directory, qemu, tableEntries));
    final TraceReport report = runs.run();
    assertEquals(new WorkloadExit(How.EXITED, 0), report.exit());
    assertNothingLost(report);
    assertEquals(report.counters().seen(), report.recordsRead());
    assertSameRecords(read(file));
    assertEquals(expected.limit() / 2, metric(report, RangeRecorder.NAME, "range", "records"));
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void tellsOfWhatSamplingHasLeftOut(final Transport transport) {
    final TraceReport report = sampled(transport, 1);
    final long gaps = (report.recordsRead() - 1) >> BLOCK_LOG2;
    assertTrue(gaps > 0);
    assertEquals(gaps, metric(report, RangeRecorder.NAME, "end", "gaps"));
    assertEquals(
        (gaps * ((1 << RATIO_LOG2) - 1)) << BLOCK_LOG2,
        metric(report, RangeRecorder.NAME, "end", "missing"));
  }

  /**
   * Accesses of all vCPUs together are counted, so that gaps of one are of any length. What is left
   * out behind the last record of each isn't told: as good as never more than two periods.
   */
  @ParameterizedTest
  @EnumSource(Transport.class)
  void tellsEachVcpuOfWhatSamplingHasLeftOut(final Transport transport) {
    final TraceReport report = sampled(transport, 2);
    final long leftOut = report.counters().seen() - report.counters().traced();
    final long untold = leftOut - metric(report, RangeRecorder.NAME, "end", "missing");
    assertTrue(untold >= 0 && untold < 4L << (BLOCK_LOG2 + RATIO_LOG2), untold + " of " + leftOut);
    assertTrue(leftOut > 1_000_000, leftOut + " left out");
    assertEquals(2, metric(report, RangeRecorder.NAME, "end", "vcpus-with-gaps"));
  }

  private static TraceReport sampled(final Transport transport, final int vcpus) {
    final Path file = directory.resolve("none-" + transport + vcpus);
    final TraceReport report =
        Runs.of(program, PASSES)
            .plugins(directory)
            .analyzer(RangeRecorder.NAME, Map.of("from", "0", "to", "0", "file", file.toString()))
            .transport(transport)
            .vcpus(vcpus)
            .sampling(BLOCK_LOG2, RATIO_LOG2)
            .run();
    assertNothingLost(report);
    return report;
  }

  private static void assertSameRecords(final LongBuffer actual) {
    final int at = expected.mismatch(actual);
    if (at >= 0) {
      final int index = at & ~1;
      assertEquals(show(expected, index), show(actual, index), "record " + index / 2);
    }
  }

  private static String show(final LongBuffer records, final int index) {
    return index < records.limit()
        ? "%016x %016x".formatted(records.get(index), records.get(index + 1))
        : "none";
  }
}
