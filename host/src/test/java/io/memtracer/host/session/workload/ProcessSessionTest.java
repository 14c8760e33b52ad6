package io.memtracer.host.session.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ProcessSessionTest {

  @Test
  void leavesWhatWasWrittenToBeRead() throws IOException, InterruptedException {
    final Process process = new ProcessBuilder("sh", "-c", "echo out; echo err >&2").start();
    process.waitFor();
    ProcessSession.kill(process);
    assertEquals("out\n", text(process.getInputStream().readAllBytes()));
    assertEquals("err\n", text(process.getErrorStream().readAllBytes()));
  }

  @Test
  void killsOneThatRuns() throws IOException, InterruptedException {
    final Process process = new ProcessBuilder("setsid", "sh", "-c", "echo up; sleep 1000").start();
    assertEquals("up\n", text(process.getInputStream().readNBytes(3)));
    ProcessSession.kill(process);
    assertEquals(128 + 9, process.waitFor());
    assertEquals("", text(process.getInputStream().readAllBytes()));
  }

  private static String text(final byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
