package io.memtracer.host.recording.write;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that wasn't there before and that only its owner may read: it has all that was done. */
public record TargetFile(Path path, FileChannel channel) implements BlockWriter.Target {

  private static final Set<StandardOpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /**
   * Makes it.
   *
   * @throws TraceException if it is there, or can't be made
   */
  public static TargetFile create(final Path path) {
    try {
      return new TargetFile(
          path,
          FileChannel.open(
              path,
              OPTIONS,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    } catch (FileAlreadyExistsException e) {
      throw isThere(path, e);
    } catch (NoSuchFileException e) {
      throw noDirectory(path, e);
    } catch (IOException e) {
      throw TraceException.environment("can't make the recording " + path + ": " + e, e);
    }
  }

  /**
   * Makes sure that it could be made now, before anything is run for it.
   *
   * @throws TraceException if it can't
   */
  public static void check(final Path path) {
    if (Files.exists(path)) {
      throw isThere(path, null);
    }
    if (!Files.isDirectory(path.toAbsolutePath().getParent())) {
      throw noDirectory(path, null);
    }
    if (!Files.isWritable(path.toAbsolutePath().getParent())) {
      throw TraceException.user("can't make the recording " + path + ": permission denied");
    }
  }

  private static TraceException isThere(final Path path, final IOException cause) {
    return user(
        "there is a file " + path + " already, and recordings don't replace any: remove it", cause);
  }

  private static TraceException noDirectory(final Path path, final IOException cause) {
    return user("can't make the recording " + path + ": the directory doesn't exist", cause);
  }

  private static TraceException user(final String message, final IOException cause) {
    final TraceException e = TraceException.user(message);
    if (cause != null) {
      e.addSuppressed(cause);
    }
    return e;
  }

  @Override
  public void cutTo(final long bytes) throws IOException {
    channel.truncate(bytes);
    channel.position(bytes);
  }

  /** Makes as if it had never been there. */
  void remove() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  @Override
  public long write(final ByteBuffer[] sources, final int offset, final int length)
      throws IOException {
    return channel.write(sources, offset, length);
  }

  @Override
  public long write(final ByteBuffer[] sources) throws IOException {
    return channel.write(sources);
  }

  @Override
  public int write(final ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
