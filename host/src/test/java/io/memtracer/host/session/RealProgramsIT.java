package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Task;
import io.memtracer.host.cli.workload.WorkloadPlace;
import io.memtracer.host.guest.DebianContents;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.Programs;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.status.WorkloadExit;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Debian's SQLite and Java in a Debian guest, which is built once and kept in the cache as other
 * guests are.
 */
@Timeout(1200)
final class RealProgramsIT {

  private static final String GUEST = "memtracer-tests";
  private static final int PAGE_BYTES = 4096;
  private static final WorkloadExit WELL = new WorkloadExit(WorkloadExit.How.EXITED, 0);

  @BeforeAll
  static void buildGuest() {
    TestGuests.ensure(
        new GuestRecipe(
            GUEST,
            GuestRecipe.DEFAULT_DEBIAN_RAM_MIB,
            1,
            Optional.of(
                new DebianContents(
                    List.of("sqlite3", "default-jre-headless"),
                    DebianContents.DEFAULT_DISK_BYTES))));
  }

  @Test
  void tracesADatabaseThatIsFilledAndQueried() {
    final int rows = 5000;
    final Runs runs =
        Runs.inGuest(
            "sqlite3",
            "/tmp/test.db",
            "create table t(k integer primary key, v text);"
                + "with recursive n(i) as (select 1 union all select i + 1 from n where i < "
                + rows
                + ") insert into t select i, hex(randomblob(100)) from n;"
                + "create index by_v on t(v);"
                + "select count(*), sum(k), sum(length(v)) from t;"
                + "pragma page_count;");
    final TraceReport report = trace(runs);
    final String[] answers = runs.standardOutput().split("\n", -1);
    assertEquals(rows + "|" + rows * (rows + 1L) / 2 + "|" + rows * 200L, answers[0]);
    final long databasePages = Long.parseLong(answers[1]);
    assertTrue(databasePages * PAGE_BYTES > 2L * rows * 200, "database pages " + databasePages);
    // The file is in memory, and the kernel copies each of its pages there.
    assertAtLeast(databasePages, metric(report, "kernel-user-split", "pages", "kernel"));
    // SQLite itself writes each page of the file at least once, into its cache.
    assertAtLeast(databasePages * PAGE_BYTES, bytesStored(report, "user"));
    assertMostIsOf(report, "sqlite3");
  }

  @Test
  void tracesAJavaProgram() throws IOException {
    final int numbers = 2_000_000;
    final String path = HeapFiller.class.getName().replace('.', '/') + ".class";
    final byte[] program;
    try (InputStream in = HeapFiller.class.getResourceAsStream("/" + path)) {
      program = in.readAllBytes();
    }
    final Runs runs =
        Runs.inGuest(
                "sh",
                "-c",
                "mkdir -p /tmp/classes/${1%/*} && cat > /tmp/classes/$1 &&"
                    + " exec java -Xmx64m -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions"
                    + " -XX:+DumpPerfMapAtExit -cp /tmp/classes $2 $3",
                "sh",
                path,
                HeapFiller.class.getName(),
                numbers)
            .standardInput(program)
            .analyzer("stride-detector", Map.of("top", "20000", "table", "1048576"));
    final TraceReport report = trace(runs);
    final long n = numbers - 1L;
    assertEquals(n * (n + 1) / 2 + "\n", runs.standardOutput());
    // Each page of the array was touched by the program, and was cleared by the kernel before.
    final long heapPages = (long) numbers * Long.BYTES / PAGE_BYTES;
    assertAtLeast(heapPages, metric(report, "kernel-user-split", "pages", "user"));
    assertAtLeast(heapPages, metric(report, "kernel-user-split", "pages", "kernel"));
    // Cleared, and then filled.
    final long heapBytes = heapPages * PAGE_BYTES;
    assertAtLeast(heapBytes, bytesStored(report, "user"));
    assertAtLeast(heapBytes, bytesStored(report, "kernel"));
    assertMostIsOf(report, "java");
    assertNamed(
        report, "[jit]", "void " + HeapFiller.class.getName() + ".main(java.lang.String[])");
    assertNamed(report, "[jit]", "Interpreter");
    assertNamed(report, "libc.so.6", "");
  }

  private static void assertNamed(
      final TraceReport report, final String image, final String function) {
    final Set<String> found =
        report.names().code().values().stream()
            .filter(name -> name.image().startsWith("[jit]") || name.image().startsWith("guest:"))
            .filter(name -> name.image().endsWith(image))
            .flatMap(name -> name.function().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        found.stream().anyMatch(name -> name.contains(function)),
        () -> function + " isn't among those of " + image + ": " + found);
  }

  /** A Debian guest has processes of its own, too. */
  private static void assertMostIsOf(final TraceReport report, final String program) {
    assertEquals(Optional.empty(), report.tasks().whyNot());
    final long its =
        report.tasks().shares().stream()
            .filter(share -> share.task().role() == Task.Role.WORKLOAD)
            .filter(share -> Programs.name(share.task()).equals(program))
            .mapToLong(TaskShare::accesses)
            .sum();
    assertAtLeast(report.recordsRead() / 2, its);
  }

  /** Its own Java and SQLite aren't there then: what is there is this machine's. */
  @Test
  void showsFilesOfThisMachine() {
    final List<String> command = List.of("/usr/bin/sha256sum", "/usr/bin/env", "/etc/os-release");
    final Runs runs =
        Runs.of(
            WorkloadPlace.shared(
                new WorkloadSpec(command.get(0), command.subList(1, command.size()), false)));
    trace(runs);
    assertEquals(
        Command.runOrThrow(Duration.ofSeconds(10), command).strip(), runs.standardOutput().strip());
  }

  private static TraceReport trace(final Runs runs) {
    final TraceReport report =
        runs.guest(GuestChoice.named(GUEST))
            .analyzer("kernel-user-split")
            .analyzer("working-set")
            .run();
    assertEquals(WELL, report.exit(), runs.standardError());
    assertNothingLost(report);
    assertEquals(
        report.counters().traced(), metric(report, "kernel-user-split", "split", "accesses"));
    // Two analyzers that know nothing of each other.
    assertEquals(
        metric(report, "working-set", "footprint", "pages"),
        metric(report, "kernel-user-split", "pages", "total"));
    return report;
  }

  private static long bytesStored(final TraceReport report, final String mode) {
    return Reports.cell(report, "kernel-user-split", "by-mode", mode, "bytes-stored");
  }

  private static void assertAtLeast(final long expected, final long actual) {
    assertTrue(actual >= expected, () -> actual + " is less than " + expected);
  }
}
