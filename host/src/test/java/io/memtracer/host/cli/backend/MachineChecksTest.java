package io.memtracer.host.cli.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.cli.backend.Backend.Check;
import io.memtracer.host.cli.backend.Backend.Check.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineChecksTest {

  @TempDir private Path proc;
  private MachineChecks checks;

  @BeforeEach
  void makeProc() throws IOException {
    Files.createDirectories(proc.resolve("sys/fs"));
    checks = new MachineChecks(proc, proc, proc);
  }

  @Test
  void looksAtMemory() throws IOException {
    assertEquals(State.MISSING, checks.memory().state());
    meminfo("MemTotal: 1 kB\nMemAvailable:   2097152 kB\n");
    assertEquals(new Check("memory", State.FINE, "2,048 MiB available", ""), checks.memory());
    meminfo("MemAvailable: 1024 kB\n");
    assertEquals(State.POOR, checks.memory().state());
    meminfo("nonsense\n");
    assertEquals(State.MISSING, checks.memory().state());
  }

  @Test
  void looksAtPipes() throws IOException {
    assertEquals(State.MISSING, checks.pipes().state());
    Files.writeString(proc.resolve("sys/fs/pipe-max-size"), "1048576\n");
    assertEquals(new Check("pipe size", State.FINE, "pipes may have 1024 KiB", ""), checks.pipes());
    Files.writeString(proc.resolve("sys/fs/pipe-max-size"), "65536\n");
    assertEquals("as root: sysctl fs.pipe-max-size=1048576", checks.pipes().remedy());
  }

  @Test
  void looksAtSpaceWhereADirectoryWillBe() {
    final Path later = proc.resolve("a/b/c");
    assertEquals(State.FINE, MachineChecks.space("cache", later, 1).state());
    assertEquals(State.MISSING, MachineChecks.space("cache", later, Long.MAX_VALUE).state());
  }

  @Test
  void looksAtJavaAndProcessors() {
    assertEquals(State.FINE, MachineChecks.java(17, "17.0.1").state());
    assertEquals(State.MISSING, MachineChecks.java(11, "11.0.1").state());
    assertEquals(State.POOR, MachineChecks.processors(1).state());
    assertEquals(State.FINE, MachineChecks.processors(2).state());
  }

  private void meminfo(final String text) throws IOException {
    Files.writeString(proc.resolve("meminfo"), text);
  }
}
