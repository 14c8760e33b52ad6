package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Task;
import io.memtracer.host.cli.workload.WorkloadPlace;
import io.memtracer.host.guest.agent.RunRequest.Preparation;
import io.memtracer.host.guest.agent.Surroundings;
import io.memtracer.host.guest.agent.User;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.status.WorkloadExit;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands of this machine in the guest, against the same commands here. What a machine need not
 * have is left out where it isn't there, and said.
 */
@Timeout(600)
final class CommandsIT {

  private static final WorkloadExit WELL = new WorkloadExit(WorkloadExit.How.EXITED, 0);

  @TempDir Path directory;

  /** With the guest's own shell, where only a directory is shared. */
  private static Runs inShare(final Path share, final String script) {
    return Runs.of(
            new WorkloadSpec(
                "/bin/sh",
                Optional.of("sh"),
                List.of("-c", script),
                WorkloadSpec.Source.SHARED,
                new Surroundings(
                    Optional.of(new Surroundings.View(List.of(share), "guest")),
                    List.of("PATH=/bin"),
                    share,
                    User.ROOT,
                    0),
                Preparation.READ_AHEAD,
                Optional.empty(),
                Optional.empty()))
        .untraced();
  }

  private HostCommands commands() {
    return HostCommands.in(directory);
  }

  /** In the guest memtracer-mark is there besides. */
  @Test
  void isWhereAndWhoItWouldBeHere() {
    commands()
        .assertSame(
            "pwd; id; umask; hostname; env | sort; find /usr -xdev ! -name memtracer-mark | wc -l;"
                + " stat -c '%A %U %G %n' / /etc /tmp; exit 7");
  }

  /** Of each program that is installed, some of which are large. */
  @Test
  void readsTheSameBytes() {
    commands()
        .assertSame(
            "cd /usr/bin; for f in *; do test -f \"$f\" && printf '%s\\0' \"$f\"; done"
                + " | xargs -0 sha256sum");
  }

  @Test
  void saysThatTheGuestsMemoryWasFull() {
    final TraceReport report = commands().here("tail /dev/zero").untraced().run();
    assertEquals(new WorkloadExit(WorkloadExit.How.SIGNALLED, 9), report.exit());
    assertEquals("tail", report.origin().fullMemory().orElseThrow().program());
  }

  /** Read from a pipe here, as from another program. */
  @Test
  void takesAHundredMegabytesOfStandardInputByteForByte() throws Exception {
    final int pieces = 100;
    final byte[] piece = new byte[1_000_000];
    final MessageDigest digest = MessageDigest.getInstance("SHA-256");
    final Random random = new Random(7);
    final PipedOutputStream from = new PipedOutputStream();
    final Thread writer =
        new Thread(
            () -> {
              try (from) {
                for (int i = 0; i < pieces; i++) {
                  random.nextBytes(piece);
                  digest.update(piece);
                  from.write(piece);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    final Runs runs =
        commands()
            .here("sha256sum; cat | wc -c")
            .untraced()
            .standardInput(new PipedInputStream(from, 1 << 16));
    writer.start();
    assertEquals(WELL, runs.run().exit());
    writer.join();
    assertEquals(HexFormat.of().formatHex(digest.digest()) + "  -\n0\n", runs.standardOutput());
  }

  @Test
  void doesNotTraceWhatComesBefore() {
    final TraceReport report =
        commands().as(User.ROOT, "exec /bin/true").analyzer("kernel-user-split").run();
    assertEquals(WELL, report.exit());
    final long kernel = Reports.cell(report, "kernel-user-split", "by-mode", "kernel", "accesses");
    assertTrue(kernel < 6_000_000, "kernel accesses " + kernel);
    assertEquals(List.of("/"), report.files().orElseThrow().shared());
    assertEquals(0, report.files().orElseThrow().files());
  }

  /**
   * Of a program that does nothing, the kernel's part is starting and ending it. What else the
   * guest does meanwhile is more the longer that takes on a busy machine.
   */
  @Test
  void tracesLittleOfAProgramThatDoesNothing() {
    final TraceReport report =
        Runs.of(WorkloadPlace.shared(new WorkloadSpec("/bin/true", List.of(), false)))
            .analyzer("kernel-user-split")
            .run();
    assertEquals(WELL, report.exit());
    final long kernel = Reports.cell(report, "kernel-user-split", "by-mode", "kernel", "accesses");
    final long forCommand =
        report.tasks().shares().stream()
            .filter(share -> share.task().role() == Task.Role.WORKLOAD)
            .mapToLong(TaskShare::kernel)
            .sum();
    assertTrue(forCommand < 1_100_000, "kernel accesses for the command: " + forCommand);
    assertTrue(kernel < 1_500_000, "kernel accesses: " + kernel);
  }

  @Test
  void repeatsWhatItDoesWhenWarmedUp() {
    final String python = "/usr/bin/python3";
    HostCommands.require(python);
    final List<Long> user = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      final Runs runs =
          commands()
              .warmedUp()
              .here("PYTHONHASHSEED=0 exec " + python + " -c 'print(sum(range(100000)))'")
              .analyzer("kernel-user-split");
      final TraceReport report = runs.run();
      assertEquals("4999950000\n", runs.standardOutput());
      user.add(Reports.cell(report, "kernel-user-split", "by-mode", "user", "accesses"));
    }
    final long least = Collections.min(user);
    assertTrue(1000 * (Collections.max(user) - least) <= least, user::toString);
  }

  /** Whoever root is here, and whatever root does in there. */
  @Test
  void changesNothingHereAsRootInTheGuest() throws IOException {
    final Path victim = Files.writeString(directory.resolve("victim"), "as it was\n");
    final Path secret = Files.writeString(directory.resolveSibling("secret-of-memtracer"), "s\n");
    final Path share = Files.createDirectory(directory.resolve("share"));
    Files.createSymbolicLink(share.resolve("out"), secret);
    final Runs runs =
        commands()
            .as(
                User.ROOT,
                """
                exec 2>&1
                echo gone > victim; rm victim; mkdir made; touch new; ln victim hard; chmod 777 .
                mount -o remount,rw / && echo REMOUNTED
                mkdir -p /tmp/m && mount -t 9p -o trans=virtio,version=9p2000.L host0 /tmp/m &&
                  echo MOUNTED
                mknod /tmp/disk b 254 0 && echo DEVICE
                umount /proc && echo UNMOUNTED
                echo x > /proc/sys/kernel/core_pattern && echo PATTERN
                echo c > /proc/sysrq-trigger && echo SYSRQ
                unshare -m true && echo UNSHARED
                unshare -Urm sh -c 'mount -t 9p -o trans=virtio,version=9p2000.L host0 /tmp/m' &&
                  echo MOUNTED
                cat /proc/1/root/etc/memtracer/modules && echo ESCAPED
                echo end
                """)
            .untraced();
    assertEquals(WELL, runs.run().exit());
    final String said = runs.standardOutput();
    for (final String feat :
        List.of(
            "REMOUNTED",
            "MOUNTED",
            "DEVICE",
            "UNMOUNTED",
            "PATTERN",
            "SYSRQ",
            "UNSHARED",
            "ESCAPED")) {
      assertFalse(said.contains(feat), said);
    }
    assertTrue(said.endsWith("end\n"), said);
    assertEquals("as it was\n", Files.readString(victim));
    for (final String name : List.of("made", "new", "hard")) {
      assertFalse(Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS), name);
    }
    final Runs inside = inShare(share, "cat out 2>/dev/null || ls; test -d /usr/include; echo $?");
    inside.run();
    Files.delete(secret);
    assertEquals("out\n1\n", inside.standardOutput());
  }
}
