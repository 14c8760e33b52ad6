package io.memtracer.plugins.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file that has its name when it is whole. Until then it is beside that, with another, and
 * locked; only the user may read it. What is there and no file, such as a FIFO, is written to as it
 * is.
 *
 * @param file what it will be
 * @param part what it is until then
 */
record Target(Path file, Path part) {

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int GZIP_BUFFER_BYTES = 1 << 16;

  /** A link is followed: what it leads to is written. */
  static Target of(final Path named) throws IOException {
    final Path file = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath().normalize();
    return Files.exists(file) && !Files.isRegularFile(file)
        ? new Target(file, file)
        : new Target(file, file.resolveSibling(file.getFileName() + ".part"));
  }

  /** Whether it can be gone over again once it is written. */
  boolean isFile() {
    return !file.equals(part);
  }

  /** Whether its name says that it is compressed. */
  boolean isCompressed() {
    return file.toString().endsWith(".gz");
  }

  /** Begins it anew. */
  Output open() throws IOException {
    final OutputStream out =
        Channels.newOutputStream(
            isFile() ? openPart() : FileChannel.open(part, StandardOpenOption.WRITE));
    return new Output(isCompressed() ? new GZIPOutputStream(out, GZIP_BUFFER_BYTES) : out);
  }

  private FileChannel openPart() throws IOException {
    final FileChannel channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PRIVATE);
    try {
      if (!lock(channel)) {
        throw new IOException("another export writes it");
      }
      // What was left of another run, or put there by somebody else.
      Files.setPosixFilePermissions(part, PRIVATE.value());
      return channel.truncate(0);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lock(final FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** It is whole. */
  void finish() throws IOException {
    if (isFile()) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** It will never be whole. */
  void abandon() throws IOException {
    if (isFile()) {
      Files.deleteIfExists(part);
    }
  }
}
