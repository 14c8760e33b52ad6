package io.memtracer.host.guest.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * The files of a guest that lives in memory. The same files give the same bytes: entries are
 * sorted, belong to root, and have no time.
 */
public final class Initramfs {

  private static final int DIRECTORY_MODE = CpioConstants.C_ISDIR | 0755;
  private static final int PERMISSIONS = 07777;

  private static final class Entry {
    private final long mode;
    private final byte[] content;

    Entry(final long mode, final byte[] content) {
      this.mode = mode;
      this.content = content;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** Adds a directory; those above it come by themselves. */
  public Initramfs directory(final String path, final int permissions) {
    put(path, CpioConstants.C_ISDIR | permissions, new byte[0]);
    return this;
  }

  /** Adds a file. */
  public Initramfs file(final String path, final int permissions, final byte[] content) {
    put(path, CpioConstants.C_ISREG | (permissions & PERMISSIONS), content);
    return this;
  }

  /** Adds a text file that all may read. */
  public Initramfs text(final String path, final String content) {
    return file(path, 0644, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a symbolic link. */
  public Initramfs link(final String path, final String target) {
    put(path, CpioConstants.C_ISLNK | 0777, target.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The bytes of a file that was added. */
  public byte[] content(final String path) {
    final Entry entry = entries.get(path);
    if (entry == null) {
      throw new IllegalStateException("there is no " + path);
    }
    return entry.content;
  }

  /** Whether there is something at a path. */
  public boolean contains(final String path) {
    return entries.containsKey(path);
  }

  private void put(final String path, final long mode, final byte[] content) {
    if (path.isEmpty() || path.startsWith("/") || Path.of(path).normalize().startsWith("..")) {
      throw new IllegalArgumentException("path=" + path);
    }
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      entries.putIfAbsent(path.substring(0, slash), new Entry(DIRECTORY_MODE, new byte[0]));
    }
    entries.put(path, new Entry(mode, content));
  }

  /** Writes the archive, in the format "newc", compressed. */
  public void write(final Path file) throws IOException {
    try (OutputStream out =
            new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16);
        CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(out, CpioConstants.FORMAT_NEW)) {
      long inode = 1;
      for (final Map.Entry<String, Entry> named : entries.entrySet()) {
        final byte[] content = named.getValue().content;
        final CpioArchiveEntry entry =
            new CpioArchiveEntry(CpioConstants.FORMAT_NEW, named.getKey(), content.length);
        entry.setMode(named.getValue().mode);
        entry.setInode(inode++);
        entry.setTime(0);
        cpio.putArchiveEntry(entry);
        cpio.write(content);
        cpio.closeArchiveEntry();
      }
    }
  }
}
