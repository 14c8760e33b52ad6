package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.cli.backend.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The QEMU in PATH takes plugins for version 99 of its interface: that is said at once. */
@Timeout(60)
final class TooNewQemuIT {

  @TempDir Path temporary;
  private Path qemu;

  @BeforeEach
  void makeQemu() throws IOException {
    final Path home = Files.createDirectory(temporary.resolve("home"));
    Files.createSymbolicLink(home.resolve("plugins"), Path.of("target/plugins").toAbsolutePath());
    Files.createSymbolicLink(
        home.resolve("qemu-gmbeoo"), Path.of("../qemu-gmbeoo").toAbsolutePath().normalize());
    qemu = Files.createDirectory(temporary.resolve("bin")).resolve("qemu-system-x86_64");
    Files.writeString(
        qemu,
        """
        #!/bin/sh
        if [ "$1" = --version ]; then
          echo 'QEMU emulator version 99.1.0'
        else
          echo 'plugin requires API version 7, but this QEMU supports only a minimum version of 99'
          exit 1
        fi
        """);
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "setup",
        "guest build mine",
        "guest positionals",
        "trace --in-guest -- /bin/true",
        "demo"
      })
  void buildsNoGuestForIt(final String command) throws Exception {
    assertEquals("memtracer: " + sentence() + "\n", run(command));
    assertFalse(Files.exists(temporary.resolve("cache/guests")));
  }

  @Test
  void isNamedByTheDoctor() throws Exception {
    final String said = run("doctor");
    assertTrue(said.contains("MISSING  QEMU plugin       " + sentence()), said);
    assertFalse(Files.exists(temporary.resolve("cache/guests")));
  }

  private String sentence() {
    return "QEMU 99.1.0 ("
        + qemu
        + ") is too new for this memtracer: it takes plugins for version"
        + " 99 of its plugin interface or newer, and memtracer has them for 3 to 7; take an older"
        + " QEMU or a newer memtracer";
  }

  /** Runs a command that must end with status 3; returns what it printed. */
  private String run(final String command) throws IOException, InterruptedException {
    final List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"));
    line.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    line.add("-D" + Installation.PROPERTY + "=" + temporary.resolve("home"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of(command.split(" ")));
    final ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().put("MEMTRACER_CACHE", temporary.resolve("cache").toString());
    builder.environment().put("PATH", qemu.getParent() + ":/bin");
    final Process program = builder.start();
    program.getOutputStream().close();
    final String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, program.waitFor(), said);
    return said;
  }
}
