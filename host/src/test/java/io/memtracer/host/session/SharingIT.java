package io.memtracer.host.session;

import static io.memtracer.host.session.AnalyzersIT.table;
import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The analyzer sharing on a real guest with two vCPUs, that each add to an int. */
final class SharingIT {

  private static final int PASSES = 2_000_000;
  private static final int ADDRESS = 0;
  private static final int SHARING = 1;
  private static final int OWNER = 1;
  private static final int PC = 2;

  /**
   * Misses of user code in coherent private caches, since the other vCPU wrote: the increments make
   * one each time that the stream turns to the other vCPU, what threads begin and end with a few.
   */
  private static final int MANY_MISSES = 20;

  private static final int FEW_MISSES = 10;

  /** One beside the other: the first line in the list, with both instructions. */
  @Test
  void neighboursAreFalseSharing() {
    requireFirst(4, "false");
  }

  @Test
  void oneIntForBothIsTrueSharing() {
    requireFirst(0, "true");
  }

  @Test
  void intsOnLinesOfTheirOwnAreNotShared() {
    final Runs runs = runs(64);
    final TraceReport report = traced(runs);
    final Table lines = table(report, "sharing", "lines", "contended");
    final Set<Object> listed =
        lines.rows().stream().map(row -> row.get(ADDRESS)).collect(Collectors.toSet());
    assertFalse(listed.contains(printed(runs).get(0)), listed::toString);
    assertFalse(listed.contains(printed(runs).get(0) + 64), listed::toString);
    final long misses = coherenceMisses(report);
    assertTrue(misses <= FEW_MISSES, () -> "misses: " + misses);
  }

  private static void requireFirst(final int distance, final String sharing) {
    final Runs runs = runs(distance);
    final TraceReport report = traced(runs);
    final List<Long> printed = printed(runs);
    final List<Object> first = table(report, "sharing", "lines", "contended").rows().get(0);
    assertEquals(printed.get(0), first.get(ADDRESS));
    assertEquals(sharing, first.get(SHARING));
    final long misses = coherenceMisses(report);
    assertTrue(misses >= MANY_MISSES, () -> "misses: " + misses);
    final Table sides = table(report, "sharing", "lines", "sides");
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      final String owner = "vCPU " + vcpu;
      final Long pc = printed.get(1 + vcpu);
      assertTrue(
          sides.rows().stream()
              .filter(row -> row.get(ADDRESS).equals(printed.get(0)))
              .anyMatch(row -> row.get(OWNER).equals(owner) && row.get(PC).equals(pc)),
          () -> owner + " at " + pc + ": " + sides.rows());
    }
  }

  private static long coherenceMisses(final TraceReport report) {
    return cell(report, "cache", "coherence", "l1", "user-misses");
  }

  private static Runs runs(final int distance) {
    return Runs.of(TestWorkloads.compile("neighbours"), PASSES, distance)
        .vcpus(2)
        .analyzer("sharing")
        .analyzer("cache", Map.of("coherence", "mesi"));
  }

  private static TraceReport traced(final Runs runs) {
    final TraceReport report = runs.run();
    assertNothingLost(report);
    return report;
  }

  /** The first int's address, and those of both instructions. */
  private static List<Long> printed(final Runs runs) {
    return List.of(runs.standardOutput().trim().split(" ")).stream()
        .map(number -> Long.parseUnsignedLong(number, 16))
        .toList();
  }
}
