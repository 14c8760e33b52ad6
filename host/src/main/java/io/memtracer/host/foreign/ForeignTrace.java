package io.memtracer.host.foreign;

import io.memtracer.host.status.TraceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A file of another program, opened; one that ends in .gz or .xz is unpacked while it is read.
 *
 * @param path the file
 * @param format what it is in
 * @param in closed with this
 */
public record ForeignTrace(Path path, ForeignFormat format, InputStream in)
    implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_XZ_KIB = 1 << 18;

  /**
   * Opens a file.
   *
   * @throws TraceException user error if it can't be
   */
  public static ForeignTrace open(final Path path, final ForeignFormat format) {
    try {
      return new ForeignTrace(path, format, unpacked(path));
    } catch (NoSuchFileException e) {
      throw TraceException.user("there is no file " + path);
    } catch (IOException e) {
      throw TraceException.user("can't read " + path + ": " + e.getMessage());
    }
  }

  private static InputStream unpacked(final Path path) throws IOException {
    final InputStream file = Files.newInputStream(path);
    try {
      final String name = path.toString();
      final InputStream in = new BufferedInputStream(file, BUFFER_BYTES);
      return name.endsWith(".gz")
          ? new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES)
          : name.endsWith(".xz")
              ? new BufferedInputStream(new XZInputStream(in, MOST_XZ_KIB), BUFFER_BYTES)
              : in;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Where its records arrive; once. */
  public ForeignIntake intake() {
    return new ForeignIntake(this);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // Nothing was written that could be lost.
    }
  }
}
