package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.report.TraceReport;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are hard to share: a program sees of them what it would see here, be QEMU root or not.
 */
@Timeout(600)
final class UnusualFilesIT {

  private static final long HUGE_BYTES = 20_000_000_000L;
  private static final int MANY = 100_000;
  private static final int ROOT = 0;
  private static final int SOMEBODY_ELSE = 12345;
  private static final String LOOK =
      """
      exec 2>&1
      cat secret || echo unreadable; ls closed || echo closed; cat open/secret
      ls -ld secret closed open/secret | cut -c1-10
      """;

  @TempDir Path directory;

  /** As root, of others: what root reads all the same, an ordinary user can't. */
  @BeforeEach
  void makeSecrets() throws IOException {
    Files.createDirectory(directory.resolve("open"));
    secret(Files.writeString(directory.resolve("secret"), "a secret\n"));
    secret(Files.writeString(directory.resolve("open/secret"), "another\n"));
    final Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.createFile(closed.resolve("within"));
    secret(closed);
  }

  private static void secret(final Path path) throws IOException {
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "-wx------" : "-w-------"));
    if (Posix.effectiveUserId() == ROOT) {
      Files.setAttribute(path, "unix:uid", SOMEBODY_ELSE);
    }
  }

  /** Deeper than a path may be long, which Java can't remove. */
  @AfterEach
  void removeWhatIsDeep() {
    assertEquals(0, commands().run("rm -rf d").status());
  }

  private HostCommands commands() {
    return HostCommands.in(directory);
  }

  @Test
  void areReadByWhoMayReadThem() {
    commands().assertSame(LOOK);
  }

  /** The guest's root is who QEMU is here, and no more. */
  @Test
  void areNotReadByWhoMayNot() {
    final Runs runs =
        commands().here(LOOK).untraced().qemu(QemuWrapper.withoutPrivileges(directory));
    runs.run();
    assertEquals(
        """
        cat: secret: Permission denied
        unreadable
        ls: cannot open directory 'closed': Permission denied
        closed
        cat: open/secret: Permission denied
        d-wx------
        --w-------
        --w-------
        """,
        runs.standardOutput());
  }

  @Test
  void mayBeHuge() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("huge").toFile(), "rw")) {
      file.setLength(HUGE_BYTES);
      file.seek(HUGE_BYTES - 4);
      file.write(new byte[] {'e', 'n', 'd', '\n'});
      file.seek(10_000_000_000L);
      file.write(new byte[] {'m', 'i', 'd', '\n'});
    }
    commands()
        .assertSame(
            "stat -c %s huge; tail -c 4 huge; dd if=huge bs=1M skip=10000000000 count=1"
                + " iflag=skip_bytes status=none | head -c 3; head -c 3000000 huge | sha256sum");
  }

  /** A write would copy it to the guest's memory, which can't hold it. */
  @Test
  void mayBeTooLargeToChange() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("huge").toFile(), "rw")) {
      file.setLength(HUGE_BYTES);
    }
    final Runs runs = commands().here("echo x >>huge; ls -s huge; echo end").untraced();
    final TraceReport report = runs.run();
    assertEquals(Optional.empty(), report.incomplete());
    assertEquals("0 huge\nend\n", runs.standardOutput());
    assertFalse(report.files().orElseThrow().full());
    assertTrue(runs.standardError().contains("No space left on device"));
  }

  /** Files may take half of the guest's memory. */
  @Test
  void mayFillTheGuestsMemory() {
    final Runs runs =
        commands()
            .here("head -c 2G /dev/zero >/tmp/full; echo $?; rm secret; echo end; exec true")
            .untraced();
    final TraceReport report = runs.run();
    assertEquals("1\nend\n", runs.standardOutput());
    assertTrue(runs.standardError().contains("No space left on device"), runs.standardError());
    assertTrue(report.files().orElseThrow().full());
    assertEquals(List.of("/tmp/full"), report.files().orElseThrow().names());
  }

  /** What was read is in the guest's memory, and stays as it was; what is new is there. */
  @Test
  void mayChangeUnderTheRun() throws Exception {
    final String prepare =
        "for f in longer rewritten replaced removed shorter; do echo $f >$f; done";
    assertEquals(0, commands().run(prepare).status());
    final PipedOutputStream typed = new PipedOutputStream();
    final Runs runs =
        commands()
            .here(
                "cat longer rewritten replaced removed shorter; read -r go; echo $go;"
                    + " cat longer rewritten replaced shorter made; ls longer removed made")
            .untraced()
            .standardInput(new PipedInputStream(typed));
    final CompletableFuture<TraceReport> run = CompletableFuture.supplyAsync(runs::run);
    runs.awaitStandardOutput("shorter\n");
    final String change =
        "echo more >>longer; echo REWRITTEN 1<>rewritten; echo other >new; mv new replaced;"
            + " rm removed; : >shorter; echo made >made";
    assertEquals(0, commands().run(change).status());
    try (typed) {
      typed.write("go\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(0, run.join().exit().code(), runs::standardOutput);
    assertEquals(
        """
        longer
        rewritten
        replaced
        removed
        shorter
        go
        longer
        rewritten
        replaced
        shorter
        made
        longer
        made
        removed
        """,
        runs.standardOutput());
  }

  @Test
  void mayBeMany() throws IOException {
    final Path many = Files.createDirectory(directory.resolve("many"));
    for (int i = 0; i < MANY; i++) {
      Files.createFile(many.resolve("file-" + i));
    }
    commands()
        .assertSame(
            "ls many | wc -l; ls -f many | sort | sha256sum; rm many/file-77; ls many | wc -l; :"
                + " >many/file-77");
  }

  @Test
  void mayHaveAnyName() {
    final Command.Result made =
        commands()
            .run(
                """
                printf 'in\\n' >"$(printf 'new\\nline')"; : >' '; : >-; : >"$(printf 'a\\033[31mb')"
                : >'*'; : >"$(printf '\\344')"; ln -s nowhere dead; ln -s dead deader; ln -s loop loop
                deep=$(printf 'x%.0s' $(seq 200)); mkdir d; cd d
                for i in $(seq 30); do mkdir $deep; cd $deep; done; echo bottom >file
                """);
    assertEquals(0, made.status(), made.output());
    commands()
        .assertSame(
            """
            exec 2>&1
            find . -maxdepth 1 -print0 | sort -z | od -c; cat "$(printf 'new\\nline')"
            cat dead deader loop; readlink dead deader
            deep=$(printf 'x%.0s' $(seq 200)); cd d; for i in $(seq 30); do cd $deep; done; cat file
            cat "$PWD/file" | wc -c
            """);
  }
}
