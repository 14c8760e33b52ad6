package io.memtracer.host.guest.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitramfsTest {

  @TempDir Path directory;

  private byte[] write(final Initramfs files) throws IOException {
    final Path file = directory.resolve("initrd.gz");
    files.write(file);
    return Files.readAllBytes(file);
  }

  @Test
  void sameFilesGiveTheSameBytesInWhateverOrderTheyCome() throws IOException {
    final byte[] first = write(new Initramfs().text("b/c", "x").link("a", "b/c"));
    final byte[] second = write(new Initramfs().link("a", "b/c").text("b/c", "x"));
    assertArrayEquals(first, second);
  }

  @Test
  void writesDirectoriesBeforeWhatIsInThem() throws IOException {
    final byte[] bytes =
        write(
            new Initramfs()
                .text("etc/very/deep", "text")
                .file("init", 0755, new byte[] {1, 2})
                .link("bin", "usr/bin")
                .directory("root", 0700));
    final List<String> listing = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes));
        CpioArchiveInputStream cpio = new CpioArchiveInputStream(in)) {
      for (CpioArchiveEntry entry = cpio.getNextEntry();
          entry != null;
          entry = cpio.getNextEntry()) {
        assertEquals(0, entry.getTime());
        assertEquals(0, entry.getUID());
        listing.add("%o %s %d".formatted(entry.getMode(), entry.getName(), entry.getSize()));
      }
    }
    assertEquals(
        List.of(
            "120777 bin 7",
            "40755 etc 0",
            "40755 etc/very 0",
            "100644 etc/very/deep 4",
            "100755 init 2",
            "40700 root 0"),
        listing);
  }

  @Test
  void refusesPathsThatLeaveIt() {
    final Initramfs files = new Initramfs();
    for (final String path : List.of("", "/etc/passwd", "../x", "a/../../x")) {
      assertThrows(IllegalArgumentException.class, () -> files.text(path, ""));
    }
  }
}
