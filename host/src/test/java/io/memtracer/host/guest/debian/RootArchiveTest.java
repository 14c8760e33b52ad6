package io.memtracer.host.guest.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.qemu.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With packages that the real dpkg-deb makes. */
final class RootArchiveTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  @BeforeEach
  void merge() throws IOException {
    final Path one =
        tree("one", "Package: one\nArchitecture: amd64\nMulti-Arch: same\nVersion: 1\n");
    file(one, "lib/libone.so.1", "library");
    Files.createSymbolicLink(one.resolve("lib/libone.so"), Path.of("libone.so.1"));
    Files.createLink(one.resolve("lib/libone.hard"), one.resolve("lib/libone.so.1"));
    file(one, "etc/one.conf", "a=1\n");
    file(one, "usr/share/doc/one/copyright", "mine");
    file(one, "usr/share/doc/one/changelog", "long");
    file(one, "usr/share/man/man1/one.1", "page");
    file(one, "DEBIAN/conffiles", "/etc/one.conf\n");
    final Path script = file(one, "DEBIAN/postinst", "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    final Path two =
        tree("ca-certificates", "Package: ca-certificates\nArchitecture: all\nVersion: 2\n");
    file(two, "usr/share/base-passwd/passwd.master", "root::0:0\n");
    file(two, "lib/two", "2");
    final Path archive = directory.resolve("root.tar");
    RootArchive.write(List.of(deb(one), deb(two)), archive);
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertEquals(null, entries.put(entry.getName(), entry), entry.getName());
        texts.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private Path tree(final String name, final String control) throws IOException {
    final Path tree = directory.resolve(name);
    file(
        tree, "DEBIAN/control", control + "Maintainer: M <m@example.org>\nDescription: d\n more\n");
    return tree;
  }

  private static Path file(final Path tree, final String path, final String content)
      throws IOException {
    final Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path deb(final Path tree) {
    final Path deb = directory.resolve(tree.getFileName() + ".deb");
    Command.runOrThrow(
        SOON,
        List.of("dpkg-deb", "--root-owner-group", "--build", tree.toString(), deb.toString()));
    return deb;
  }

  @Test
  void putsFilesWhereDebianHasThemNow() {
    assertEquals("libone.so.1", entries.get("usr/lib/libone.so").getLinkName());
    final TarArchiveEntry hard = entries.get("usr/lib/libone.hard");
    final TarArchiveEntry other = entries.get("usr/lib/libone.so.1");
    final TarArchiveEntry link = hard.isLink() ? hard : other;
    assertTrue(link.isLink());
    assertEquals("library", texts.get(link.getLinkName()));
    assertEquals("2", texts.get("usr/lib/two"));
    assertEquals("usr/lib", entries.get("lib").getLinkName());
    assertTrue(entries.get("lib").isSymbolicLink());
    assertFalse(entries.keySet().stream().anyMatch(path -> path.startsWith("lib/")));
  }

  @Test
  void allBelongsToRoot() {
    for (final TarArchiveEntry entry : entries.values()) {
      assertEquals(0, entry.getLongUserId() + entry.getLongGroupId(), entry.getName());
      assertEquals("", entry.getUserName() + entry.getGroupName(), entry.getName());
    }
  }

  @Test
  void tellsDpkgWhatIsUnpacked() {
    assertEquals(
        """
        Package: one
        Status: install ok unpacked
        Architecture: amd64
        Multi-Arch: same
        Version: 1
        Maintainer: M <m@example.org>
        Description: d
         more
        Conffiles:
         /etc/one.conf d5e29449b9e66d5b4bb0d6ce48fbbcb1

        Package: ca-certificates
        Status: install ok installed
        Architecture: all
        Version: 2
        Maintainer: M <m@example.org>
        Description: d
         more

        """,
        texts.get("var/lib/dpkg/status"));
    assertEquals(0755, entries.get("var/lib/dpkg/info/one:amd64.postinst").getMode() & 0777);
    assertFalse(entries.containsKey("var/lib/dpkg/info/one:amd64.control"));
    final String list = texts.get("var/lib/dpkg/info/one:amd64.list");
    assertTrue(list.startsWith("/.\n"), list);
    assertTrue(list.contains("\n/lib/libone.so.1\n"), list);
    assertTrue(texts.containsKey("var/lib/dpkg/info/ca-certificates.list"));
  }

  @Test
  void hasUsersFromTheStart() {
    assertEquals("root::0:0\n", texts.get("etc/passwd"));
  }

  @Test
  void leavesOutWhatOnlyPeopleRead() {
    assertEquals("mine", texts.get("usr/share/doc/one/copyright"));
    assertFalse(texts.containsKey("usr/share/doc/one/changelog"));
    assertFalse(texts.containsKey("usr/share/man/man1/one.1"));
    assertTrue(entries.containsKey("usr/share/man/man1/"));
  }
}
