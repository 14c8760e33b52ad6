package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who counts as alive. */
@Timeout(60)
final class ProcessIdentityTest {

  private final ProcessIdentity me = ProcessIdentity.current();

  @Test
  void isReadAsItIsWritten() {
    assertEquals(Optional.of(me), ProcessIdentity.parse(me.toString()));
    assertEquals(Optional.empty(), ProcessIdentity.parse(me + "-1"));
  }

  @Test
  void isAliveWhileItRuns() {
    assertFalse(me.isDead());
  }

  @Test
  void isDeadWhenAnotherProcessHasItsId() {
    assertTrue(new ProcessIdentity(me.namespace(), me.pid(), me.startTicks() - 1).isDead());
  }

  @Test
  void isNotKnownToBeDeadInAnotherNamespace() {
    assertFalse(new ProcessIdentity(me.namespace() + 1, me.pid(), me.startTicks() - 1).isDead());
  }

  @Test
  void isDeadWhenItHasEndedThoughNobodyAskedAboutIt() throws IOException {
    // The shell becomes a program that doesn't know of the child it has.
    final Process parent =
        new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
    try (BufferedReader reader = parent.inputReader()) {
      final ProcessIdentity child = ProcessIdentity.of(Long.parseLong(reader.readLine()));
      while (!programOf(parent).equals("sleep") && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      assertFalse(child.isDead());
      Posix.kill(child.pid(), Posix.SIGKILL);
      while (!child.isDead() && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      assertTrue(child.isDead());
      assertEquals(child, ProcessIdentity.of(child.pid()), "it is still there, as a zombie");
    } finally {
      parent.destroyForcibly();
    }
  }

  private static String programOf(final Process process) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm")).strip();
  }
}
