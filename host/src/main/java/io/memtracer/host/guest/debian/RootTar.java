package io.memtracer.host.guest.debian;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a root file system as a tar archive, each directory and link once. */
final class RootTar implements Closeable {

  private final TarArchiveOutputStream tar;
  private final Set<String> seen = new HashSet<>();

  RootTar(final Path file) throws IOException {
    tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8.name());
    // What busybox can read.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /** Adds a directory of root's. */
  void directory(final String path) throws IOException {
    put(root(path + "/", TarConstants.LF_DIR, 0755), InputStream.nullInputStream());
  }

  /** Adds a symbolic link. */
  void link(final String path, final String target) throws IOException {
    final TarArchiveEntry entry = root(path, TarConstants.LF_SYMLINK, 0777);
    entry.setLinkName(target);
    put(entry, InputStream.nullInputStream());
  }

  /** Adds a file of root's. */
  void file(final String path, final int mode, final byte[] content) throws IOException {
    final TarArchiveEntry entry = root(path, TarConstants.LF_NORMAL, mode);
    entry.setSize(content.length);
    put(entry, new java.io.ByteArrayInputStream(content));
  }

  /** Adds a text file of root's. */
  void text(final String path, final int mode, final String content) throws IOException {
    file(path, mode, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds what a package has, with its owner and mode.
   *
   * @param path where it goes
   */
  void copy(final String path, final TarArchiveEntry original, final InputStream content)
      throws IOException {
    final TarArchiveEntry entry =
        new TarArchiveEntry(original.isDirectory() ? path + "/" : path, original.getLinkFlag());
    entry.setUserName("");
    entry.setGroupName("");
    entry.setIds((int) original.getLongUserId(), (int) original.getLongGroupId());
    entry.setMode(original.getMode());
    entry.setModTime(original.getLastModifiedTime());
    entry.setSize(original.isFile() && !original.isLink() ? original.getSize() : 0);
    entry.setLinkName(
        original.isLink() ? DebFile.canonical(original.getLinkName()) : original.getLinkName());
    put(entry, content);
  }

  private static TarArchiveEntry root(final String path, final byte type, final int mode) {
    final TarArchiveEntry entry = new TarArchiveEntry(path, type);
    entry.setUserName("");
    entry.setGroupName("");
    entry.setMode(mode);
    entry.setModTime(FileTime.fromMillis(0));
    return entry;
  }

  private void put(final TarArchiveEntry entry, final InputStream content) throws IOException {
    if (!seen.add(entry.getName().replaceAll("/$", ""))
        && (entry.isDirectory() || entry.isSymbolicLink())) {
      return;
    }
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
