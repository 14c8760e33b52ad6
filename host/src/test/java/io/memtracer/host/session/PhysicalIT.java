package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a real program's accesses go in physical memory, by what its kernel says of it. */
final class PhysicalIT {

  private static final String RECORDER = PhysicalRecorder.NAME;

  /** As in {@code moved.c}. */
  private static final long THERE = 0x1001_0000_0000L;

  private static final int PAGES = 4;
  private static final long PAGE_BYTES = 4096;
  private static final long STEPS = 8;

  @TempDir private static Path plugins;

  @TempDir private Path directory;

  @BeforeAll
  static void prepare() {
    QemuEra.prepare(1, 2);
    TestPlugins.jar(plugins, PhysicalRecorder.class, PhysicalRecorder.Factory.class);
  }

  /**
   * Pages that move, some because the kernel is made to move them, threads on other vCPUs that use
   * them, devices; and the kernel's direct map, for each access. A recording of it says the same.
   */
  @ParameterizedTest
  @CsvSource({
    "WITH_PLUGIN_ID, 1, 6, false",
    "WITH_PLUGIN_ID, 2, 12, true",
    "WITH_USER_DATA, 2, 6, false"
  })
  void tellsWhereEachAccessWent(
      final QemuEra era, final int vcpus, final int rounds, final boolean dedicated) {
    final Runs runs =
        Runs.of(TestWorkloads.compile("moved"), rounds)
            .plugins(plugins)
            .analyzer(RECORDER)
            .physical(true)
            .dedicated(dedicated)
            .record(directory.resolve("moved.mtrace"))
            .on(era, vcpus);
    final TraceReport report = runs.run();
    assertNothingLost(report);
    assertEquals("", runs.standardError());
    final Map<String, String> expected = new HashMap<>();
    final Map<String, String> devices = new HashMap<>();
    for (final String line : runs.standardOutput().lines().toList()) {
      final String[] words = line.split(" ", -1);
      (words[0].equals("device") ? devices : expected)
          .put(words[0].equals("device") ? words[1] : words[0] + " " + words[1], words[2]);
    }
    final Map<String, String> found = new HashMap<>();
    final Map<String, String> foundDevices = new HashMap<>();
    for (final List<Object> row : accesses(report)) {
      final String where = row.get(0).toString();
      if (row.get(2).equals("device")) {
        foundDevices.put(where.split(" ", -1)[1], row.get(1).toString());
      } else {
        assertEquals(null, found.put(where, row.get(1).toString()), where);
      }
    }
    assertEquals((long) rounds * PAGES * (2 * 5 + 3), expected.size());
    assertEquals(expected, found);
    assertTrue(devices.size() > 0, "no device of the guest has memory");
    assertEquals(devices, foundDevices);
    assertMoved(expected);
    assertMigrated(expected, rounds);
    assertEquals(0, metric(report, RECORDER, "physical", "elsewhere"));
    assertEquals(0, metric(report, RECORDER, "physical", "unknown"));
    assertTrue(metric(report, RECORDER, "physical", "direct") > 100_000);
    final TraceReport replayed =
        Runs.inGuest("unused")
            .plugins(plugins)
            .analyzer(RECORDER)
            .replay(directory.resolve("moved.mtrace"));
    assertEquals(
        Reports.outcome(report, RECORDER).result(), Reports.outcome(replayed, RECORDER).result());
  }

  /** Otherwise the test says nothing: the first page was in many places. */
  private static void assertMoved(final Map<String, String> expected) {
    final List<String> frames = new ArrayList<>();
    expected.forEach(
        (where, physical) -> {
          if (where.contains(" 100000000")) {
            frames.add(physical.substring(0, physical.length() - 3));
          }
        });
    assertTrue(frames.stream().distinct().count() > 3, "frames: " + frames);
  }

  /** Nor without this: each page was somewhere else behind what moved it, at the same address. */
  private static void assertMigrated(final Map<String, String> expected, final int rounds) {
    final Map<Long, Long> frames = new HashMap<>();
    expected.forEach(
        (where, physical) ->
            frames.put(
                Long.parseLong(where.split(" ", -1)[1], 16),
                Long.parseLong(physical, 16) / PAGE_BYTES));
    for (int round = 0; round < rounds; round++) {
      for (int page = 0; page < PAGES; page++) {
        final long words = THERE + page * PAGE_BYTES + round * STEPS * Long.BYTES;
        final Long before = frames.get(words + 4 * Long.BYTES);
        final Long after = frames.get(words + 2 * Long.BYTES);
        assertTrue(before != null && after != null, "page " + page + " in round " + round);
        assertNotEquals(before, after, "page " + page + " in round " + round);
      }
    }
  }

  private static List<List<Object>> accesses(final TraceReport report) {
    return Reports.outcome(report, RECORDER).result().orElseThrow().sections().stream()
        .flatMap(section -> section.items().stream())
        .filter(Table.class::isInstance)
        .map(item -> ((Table) item).rows())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesWhatCannotBeTold() {
    final Runs without = Runs.inGuest("/bin/true").plugins(plugins).analyzer(RECORDER);
    assertEquals(
        "analyzer physical-recorder has to know where accesses go in physical memory: add"
            + " --physical",
        assertThrows(TraceException.class, without::run).getMessage());
    final Runs fifo =
        Runs.inGuest("/bin/true")
            .analyzer("kernel-user-split")
            .physical(true)
            .transport(Transport.FIFO);
    assertEquals(
        "--physical can't be had here: --fifo and --transport fifo bring records that have no room"
            + " for it",
        assertThrows(TraceException.class, fifo::run).getMessage());
    final Runs tool = Runs.inGuest("/bin/true").tool(TestWorkloads.countByCpl()).physical(true);
    final String refused = assertThrows(TraceException.class, tool::run).getMessage();
    assertTrue(refused.endsWith(" reads records from a FIFO, which have no room for it"), refused);
    final Path recording = directory.resolve("virtual.mtrace");
    Runs.inGuest("/bin/true").record(recording).run();
    final Runs replay = Runs.inGuest("unused").plugins(plugins).analyzer(RECORDER);
    assertEquals(
        "analyzer physical-recorder has to know where accesses go in physical memory: this trace"
            + " doesn't say; record it anew with --physical",
        assertThrows(TraceException.class, () -> replay.replay(recording)).getMessage());
  }
}
