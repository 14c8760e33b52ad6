package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With programs that answer as QEMU does whose plugin interface has a certain range of versions.
 */
final class PluginBuildsTest {

  @TempDir Path temporary;

  @BeforeEach
  void makeBuilds() throws Exception {
    for (final int api : new int[] {3, 6, 7}) {
      Files.createFile(temporary.resolve("libgmbeoo-api" + api + ".so"));
    }
  }

  /** A release that isn't what its number says is asked again, whatever it takes. */
  @ParameterizedTest
  @CsvSource({
    "9.1.0, 2, 3, 3, 1",
    "10.0.2, 2, 4, 3, 1",
    "10.2.1, 2, 5, 3, 1",
    "11.0.0, 6, 6, 6, 1",
    "11.0.0, 2, 6, 6, 1",
    "11.1.3, 7, 7, 7, 1",
    "12.0.0, 7, 9, 7, 1",
    "10.2.90, 6, 6, 6, 2",
    "11.0.90, 7, 7, 7, 2",
    "11.1.0, 3, 6, 6, 2",
    "11.0.0, 2, 5, 3, 2"
  })
  void choosesTheBuildThatQemuTakes(
      final String version,
      final int oldest,
      final int newest,
      final int expected,
      final int attempts)
      throws Exception {
    final PluginBuild build = builds().choose(qemu(version, oldest, newest));
    assertEquals(
        new PluginBuild(
            temporary.resolve("libgmbeoo-api" + expected + ".so"), expected, oldest, newest),
        build);
    assertEquals(attempts, Files.readAllLines(temporary.resolve("attempts")).size());
  }

  @Test
  void saysInOneSentenceThatAQemuIsTooNew() throws Exception {
    final QemuBinary qemu = qemu("99.0.0", 99, 99);
    final TraceException e = assertThrows(TraceException.class, () -> builds().choose(qemu));
    assertEquals(ErrorCategory.ENVIRONMENT, e.category());
    assertEquals(
        "QEMU 99.0.0 ("
            + qemu.executable()
            + ") is too new for this memtracer: it takes plugins for version 99 of its plugin"
            + " interface or newer, and memtracer has them for 3 to 7; take an older QEMU or a"
            + " newer memtracer",
        e.getMessage());
  }

  @Test
  void quotesAQemuThatSaysSomethingElse() throws Exception {
    final QemuBinary qemu = script("10.0.2", "echo no plugins in here >&2; exit 1");
    final TraceException e = assertThrows(TraceException.class, () -> builds().choose(qemu));
    assertEquals(ErrorCategory.ENVIRONMENT, e.category());
    assertEquals(
        "QEMU 10.0.2 ("
            + qemu.executable()
            + ") doesn't load memtracer's plugin: no plugins in here",
        e.getMessage());
  }

  @Test
  void saysThatABuildIsMissing() throws Exception {
    final Path library = temporary.resolve("libgmbeoo-api7.so");
    Files.delete(library);
    final QemuBinary qemu = qemu("11.1.3", 7, 7);
    final TraceException e = assertThrows(TraceException.class, () -> builds().choose(qemu));
    assertEquals(
        "QEMU's plugin " + library + " isn't built: './memtracer setup' builds it", e.getMessage());
  }

  private PluginBuilds builds() {
    return new PluginBuilds(temporary);
  }

  private QemuBinary qemu(final String version, final int oldest, final int newest)
      throws Exception {
    return script(
        version,
        """
        echo attempt >>'%1$s/attempts'
        api=${*##*-api}
        api=${api%%.so*}
        if [ "$api" -lt %2$d ]; then
          echo "plugin requires API version $api, but this QEMU supports only a minimum version of %2$d"
        elif [ "$api" -gt %3$d ]; then
          echo "plugin requires API version $api, but this QEMU supports only up to version %3$d"
        else
          echo "gmbeoo: plugin API %2$d to %3$d, build for $api"
        fi
        exit 1
        """
            .formatted(temporary, oldest, newest));
  }

  private QemuBinary script(final String version, final String body) throws Exception {
    final Path executable = temporary.resolve("qemu-system-x86_64");
    Files.writeString(executable, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
    return new QemuBinary(
        executable, QemuVersion.of(version).orElseThrow(), false, Optional.empty());
  }
}
