package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QemuLocatorTest {

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"", "bin", "x86_64-softmmu"})
  void findsTheExecutableInADirectory(final String sub) throws Exception {
    final Path executable = qemu(temporary.resolve("q").resolve(sub), "10.0.2 (Debian 1:10.0.2)");
    final QemuBinary found = locator("").locate(Optional.of(temporary.resolve("q")));
    assertEquals(executable, found.executable());
    assertEquals(new QemuVersion(10, 0, 2), found.version());
  }

  @Test
  void knowsWhetherThereIsASandbox() throws Exception {
    final Path with = qemu(temporary.resolve("with"), "10.0.2");
    final Path without =
        script(
            Files.createDirectory(temporary.resolve("without")).resolve("qemu-system-x86_64"),
            "case $1 in -sandbox) echo \"$0: sandbox support is not enabled\" >&2; exit 1;; esac\n"
                + "echo QEMU emulator version 10.0.3");
    assertTrue(locator("").locate(Optional.of(with)).sandbox());
    final QemuBinary found = locator("").locate(Optional.of(without));
    assertFalse(found.sandbox());
    assertEquals(new QemuVersion(10, 0, 3), found.version());
  }

  @Test
  void takesTheExecutableItself() throws Exception {
    final Path executable = qemu(temporary.resolve("q"), "9.1.0");
    assertEquals(executable, locator("").locate(Optional.of(executable)).executable());
  }

  @Test
  void takesTheNewestOnTheSearchPath() throws Exception {
    final Path old = qemu(temporary.resolve("old"), "7.2.9").getParent();
    final Path newer = qemu(temporary.resolve("newer"), "10.0.2").getParent();
    final Path middle = qemu(temporary.resolve("middle"), "9.2.11").getParent();
    final String path = "/no/such:relative:" + old + ":" + newer + ":" + middle + ":";
    assertEquals(
        newer.resolve("qemu-system-x86_64"), locator(path).locate(Optional.empty()).executable());
  }

  @Test
  void findsQemuImgBesideItFirst() throws Exception {
    final Path beside = qemu(temporary.resolve("q"), "10.0.2").getParent();
    final Path other = Files.createDirectory(temporary.resolve("other"));
    final Path onPath = script(other.resolve("qemu-img"), "");
    final QemuLocator locator = locator(beside + ":" + other);
    assertEquals(Optional.of(onPath), locator.locate(Optional.empty()).image());
    final Path own = script(beside.resolve("qemu-img"), "");
    assertEquals(Optional.of(own), locator.locate(Optional.empty()).image());
  }

  @Test
  void saysWhichVersionIsTooOldAndWhatToDo() throws Exception {
    final Path old = qemu(temporary.resolve("old"), "7.2.9");
    final TraceException e =
        assertThrows(
            TraceException.class,
            () -> locator(old.getParent().toString()).locate(Optional.empty()));
    assertEquals(ErrorCategory.ENVIRONMENT, e.category());
    assertEquals(
        "QEMU must be 9.1.0 or newer, but "
            + old
            + " is 7.2.9: './memtracer setup' installs one that is",
        e.getMessage());
  }

  @Test
  void saysThatThereIsNone() {
    final TraceException nowhere =
        assertThrows(TraceException.class, () -> locator("/no/such").locate(Optional.empty()));
    assertEquals(ErrorCategory.ENVIRONMENT, nowhere.category());
    final TraceException given =
        assertThrows(TraceException.class, () -> locator("").locate(Optional.of(temporary)));
    assertEquals(ErrorCategory.USER, given.category());
    assertTrue(given.getMessage().contains(temporary.toString()), given.getMessage());
  }

  @Test
  void quotesAnExecutableThatDoesNotWork() throws Exception {
    final Path broken =
        script(temporary.resolve("qemu-system-x86_64"), "echo cannot load libx.so >&2; exit 127");
    final TraceException e =
        assertThrows(
            TraceException.class, () -> locator(temporary.toString()).locate(Optional.empty()));
    assertEquals(
        broken
            + " is not a QEMU that works: '--version' ended with status 127 and printed"
            + " 'cannot load libx.so'",
        e.getMessage());
  }

  private static QemuLocator locator(final String searchPath) {
    return QemuLocator.of(searchPath);
  }

  private static Path qemu(final Path directory, final String version) throws Exception {
    Files.createDirectories(directory);
    return script(
        directory.resolve("qemu-system-x86_64"), "echo 'QEMU emulator version " + version + "'");
  }

  private static Path script(final Path path, final String body) throws Exception {
    Files.writeString(path, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    return path;
  }
}
