package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {

  @TempDir Path temporary;

  @Test
  void isPrivateAndGoneAfterwards() throws Exception {
    final RunDirectory run = create();
    final Path base = temporary.resolve("memtracer-" + Posix.effectiveUserId());
    assertEquals(base, run.path().getParent());
    assertEquals("rwx------", permissions(run.path()));
    assertEquals("rwx------", permissions(base));
    Files.createDirectories(run.file("a/b"));
    Files.writeString(run.file("a/b/c"), "c");
    run.close();
    assertFalse(Files.exists(run.path()));
    run.close();
  }

  @Test
  void prefersTheRuntimeDirectory() throws Exception {
    final Path runtime = Files.createDirectory(temporary.resolve("runtime"));
    try (RunDirectory run =
        RunDirectory.create(
            Map.of("XDG_RUNTIME_DIR", runtime.toString(), "TMPDIR", temporary.toString()))) {
      assertEquals(runtime.resolve("memtracer"), run.path().getParent());
    }
  }

  @Test
  void doesWithoutARuntimeDirectoryThatIsNotThere() {
    try (RunDirectory run =
        RunDirectory.create(
            Map.of("XDG_RUNTIME_DIR", "/no/such/place", "TMPDIR", temporary.toString()))) {
      assertTrue(run.path().startsWith(temporary));
    }
  }

  @Test
  void isInMemoryWhereThereIsSome() throws Exception {
    final Path shared = Path.of("/dev/shm");
    if (Files.isWritable(shared) && Files.getFileStore(shared).type().equals("tmpfs")) {
      try (RunDirectory run = RunDirectory.createInMemory(shared).orElseThrow()) {
        assertEquals("rwx------", permissions(run.path()));
        assertTrue(run.path().startsWith(shared));
        assertTrue(run.usableBytes() > 0);
      }
    }
    assertTrue(RunDirectory.createInMemory(Path.of("/no/such/place")).isEmpty());
  }

  @Test
  void isAnotherForEachRun() {
    try (RunDirectory one = create();
        RunDirectory two = create()) {
      assertNotEquals(one.path(), two.path());
      assertTrue(Files.isDirectory(one.path()), "swept by the other");
    }
  }

  @Test
  void removesWhatDeadProcessesLeft() throws Exception {
    final Path base;
    try (RunDirectory run = create()) {
      base = run.path().getParent();
    }
    final ProcessIdentity me = ProcessIdentity.current();
    final Process child = new ProcessBuilder("true").start();
    child.waitFor();
    final Path dead =
        stale(base, new ProcessIdentity(me.namespace(), child.pid(), me.startTicks()));
    final Path reused =
        stale(base, new ProcessIdentity(me.namespace(), me.pid(), me.startTicks() - 1));
    final Path elsewhere =
        stale(base, new ProcessIdentity(me.namespace() + 1, child.pid(), me.startTicks()));
    final Path living = stale(base, me);
    final Path foreign = Files.createDirectory(base.resolve("run-what-is-this"));
    create().close();
    assertFalse(Files.exists(dead));
    assertFalse(Files.exists(reused));
    assertTrue(Files.exists(elsewhere));
    assertTrue(Files.exists(living));
    assertTrue(Files.exists(foreign));
  }

  @Test
  void removesLinksButNotWhatTheyPointTo() throws Exception {
    final Path precious = Files.createDirectory(temporary.resolve("precious"));
    Files.writeString(precious.resolve("file"), "keep");
    final Path base;
    try (RunDirectory run = create()) {
      base = run.path().getParent();
      Files.createSymbolicLink(run.file("directory"), precious);
      Files.createSymbolicLink(run.file("file"), precious.resolve("file"));
    }
    final ProcessIdentity me = ProcessIdentity.current();
    final Path link =
        base.resolve(
            "run-" + new ProcessIdentity(me.namespace(), me.pid(), me.startTicks() - 1) + ".1");
    Files.createSymbolicLink(link, precious);
    create().close();
    assertEquals("keep", Files.readString(precious.resolve("file")));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void refusesABaseThatIsALink() throws Exception {
    final Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(temporary.resolve("memtracer-" + Posix.effectiveUserId()), elsewhere);
    final TraceException e = assertThrows(TraceException.class, this::create);
    assertEquals(ErrorCategory.ENVIRONMENT, e.category());
    assertTrue(e.getMessage().contains("must be a directory"), e.getMessage());
  }

  @Test
  void refusesABaseThatOthersCanWriteTo() throws Exception {
    final Path base =
        Files.createDirectory(temporary.resolve("memtracer-" + Posix.effectiveUserId()));
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
    final TraceException e = assertThrows(TraceException.class, this::create);
    assertTrue(e.getMessage().contains("'chmod 700 " + base + "' mends it"), e.getMessage());
  }

  @Test
  void refusesASocketPathThatIsTooLong() {
    try (RunDirectory run = create()) {
      final int room =
          RunDirectory.MAX_SOCKET_PATH_BYTES - run.path().toString().length() - "/".length();
      if (room > 0) {
        assertEquals(
            RunDirectory.MAX_SOCKET_PATH_BYTES, run.socket("s".repeat(room)).toString().length());
      }
      final TraceException e =
          assertThrows(TraceException.class, () -> run.socket("s".repeat(Math.max(0, room) + 1)));
      assertTrue(e.getMessage().contains("set TMPDIR to a shorter directory"), e.getMessage());
    }
  }

  private RunDirectory create() {
    return RunDirectory.create(Map.of("TMPDIR", temporary.toString()));
  }

  private static Path stale(final Path base, final ProcessIdentity owner) throws Exception {
    final Path directory = Files.createDirectory(base.resolve("run-" + owner + ".999"));
    Files.writeString(directory.resolve("file"), "x");
    return directory;
  }

  private static String permissions(final Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
