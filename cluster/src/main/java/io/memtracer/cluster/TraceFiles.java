package io.memtracer.cluster;

import io.memtracer.host.recording.read.TraceBytes;
import io.memtracer.host.status.TraceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Opens files on whatever file system Spark reads, the driver's and the executors' way alike. */
final class TraceFiles {

  private static final String LOCAL = "file:";

  private TraceFiles() {}

  /**
   * Opens one.
   *
   * @param file a path of this machine, or a URI
   * @param configuration of the file systems
   * @throws TraceException if it can't be read
   */
  static TraceBytes open(final String file, final Configuration configuration) {
    if (file.startsWith(LOCAL)) {
      return TraceBytes.of(Path.of(URI.create(file)));
    }
    if (!file.matches("[a-zA-Z][a-zA-Z0-9+.-]*://.*")) {
      return TraceBytes.of(Path.of(file));
    }
    try {
      final org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file);
      final FileSystem system = path.getFileSystem(configuration);
      final FileStatus status = system.getFileStatus(path);
      if (!status.isFile()) {
        throw TraceException.user("a recorded trace must be a file, but " + file + " isn't one");
      }
      return new HadoopBytes(file, status.getLen(), system.open(path));
    } catch (FileNotFoundException e) {
      throw TraceException.user("there is no file " + file);
    } catch (IOException | IllegalArgumentException e) {
      throw TraceException.environment("can't read the recorded trace " + file + ": " + e, e);
    }
  }
}
