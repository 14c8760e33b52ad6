package io.memtracer.host.guest.debian;

import io.memtracer.host.files.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Merges packages into one tar archive: a Debian root file system whose packages are unpacked and
 * not yet set up, as dpkg would leave it before "dpkg --configure".
 *
 * <p>Nothing is unpacked here, so nobody needs to be root to keep owners and modes.
 */
public final class RootArchive {

  private static final String DPKG = "var/lib/dpkg/";
  private static final String USERS = "usr/share/base-passwd/";

  /**
   * Packages whose own set-up is left out: that of ca-certificates takes minutes of emulation, for
   * certificates of hosts that a guest without a network never talks to.
   */
  private static final Set<String> NOT_SET_UP = Set.of("ca-certificates");

  /**
   * As in Debian's images for containers: what only people read, but for copyrights. The
   * directories stay: set-up scripts make links in them.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "usr/share/(?:man|info|locale|lintian|doc-base)/.+|usr/share/doc/[^/]+/(?!copyright$).+");

  private final RootTar tar;
  private final StringBuilder status = new StringBuilder();

  private RootArchive(final RootTar tar) {
    this.tar = tar;
  }

  /** Writes the archive. */
  public static void write(final List<Path> debs, final Path file) throws IOException {
    try (RootTar tar = new RootTar(file)) {
      final RootArchive archive = new RootArchive(tar);
      archive.addSkeleton();
      for (final Path deb : debs) {
        archive.addPackage(deb);
      }
      tar.text(DPKG + "status", 0644, archive.status.toString());
    }
  }

  private void addSkeleton() throws IOException {
    for (final String merged : List.of("bin", "sbin", "lib", "lib64")) {
      tar.directory("usr/" + merged);
      tar.link(merged, "usr/" + merged);
    }
    for (final String empty : List.of("info", "updates", "triggers", "parts")) {
      tar.directory(DPKG + empty);
    }
    for (final String mountPoint : List.of("dev", "proc", "sys", "run")) {
      tar.directory(mountPoint);
    }
    tar.text(DPKG + "available", 0644, "");
    tar.text("etc/hostname", 0644, "memtracer\n");
    tar.text("etc/hosts", 0644, "127.0.0.1 localhost memtracer\n::1 localhost\n");
    // Services are started by hand, as workloads.
    tar.text("usr/sbin/policy-rc.d", 0755, "#!/bin/sh\nexit 101\n");
    // Set-up scripts use it before the package that chooses which awk it is was set up.
    tar.link("usr/bin/awk", "mawk");
  }

  private void addPackage(final Path deb) throws IOException {
    final Map<String, Integer> modes = new TreeMap<>();
    final Map<String, byte[]> contents = new TreeMap<>();
    DebFile.forEachControlFile(
        deb,
        (path, entry, content) -> {
          if (entry.isFile()) {
            modes.put(path, entry.getMode());
            contents.put(path, content.readAllBytes());
          }
        });
    final DpkgStatus known = new DpkgStatus(text(contents, "control"), text(contents, "conffiles"));
    final StringBuilder list = new StringBuilder();
    DebFile.forEach(deb, (path, entry, content) -> add(known, list, path, entry, content));
    contents.remove("control");
    final String info = DPKG + "info/" + known.infoName() + ".";
    for (final Map.Entry<String, byte[]> named : contents.entrySet()) {
      tar.file(info + named.getKey(), modes.get(named.getKey()), named.getValue());
    }
    tar.text(info + "list", 0644, list.toString());
    status.append(known.paragraph(NOT_SET_UP.contains(known.name())));
  }

  private static String text(final Map<String, byte[]> contents, final String path) {
    return new String(contents.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
  }

  private void add(
      final DpkgStatus known,
      final StringBuilder list,
      final String path,
      final TarArchiveEntry entry,
      final InputStream content)
      throws IOException {
    if (path.isEmpty()) {
      list.append("/.\n");
      return;
    }
    final String listed = "/" + DebFile.relative(entry.getName());
    list.append(listed).append('\n');
    if (!entry.isDirectory() && LEFT_OUT.matcher(path).matches()) {
      return;
    }
    if (known.isConfiguration(listed)) {
      final byte[] bytes = content.readAllBytes();
      known.configuration(listed, Digests.md5(bytes));
      tar.copy(path, entry, new ByteArrayInputStream(bytes));
    } else if (path.equals(USERS + "passwd.master") || path.equals(USERS + "group.master")) {
      // The script that would copy them runs before a package is unpacked.
      final byte[] bytes = content.readAllBytes();
      tar.copy(path, entry, new ByteArrayInputStream(bytes));
      tar.file("etc/" + path.substring(USERS.length(), path.lastIndexOf('.')), 0644, bytes);
    } else {
      tar.copy(path, entry, content);
    }
  }
}
