package io.memtracer.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PosixTest {

  @Test
  void sendsSignals() throws Exception {
    final Process process = new ProcessBuilder("sleep", "1000").start();
    assertTrue(Posix.kill(process.pid(), 0));
    assertTrue(Posix.kill(process.pid(), Posix.SIGTERM));
    assertEquals(128 + Posix.SIGTERM, process.waitFor());
    assertFalse(Posix.kill(process.pid(), Posix.SIGTERM));
  }

  @Test
  void signalsNoProcessGroups() {
    assertThrows(IllegalArgumentException.class, () -> Posix.kill(0, Posix.SIGTERM));
    assertThrows(IllegalArgumentException.class, () -> Posix.kill(-1, Posix.SIGTERM));
  }

  @Test
  void knowsWhoWeAre() throws Exception {
    assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), Posix.effectiveUserId());
  }

  @Test
  void knowsTheLimitOfPipes() {
    assertTrue(Posix.maxPipeBytes() >= 4096);
  }
}
