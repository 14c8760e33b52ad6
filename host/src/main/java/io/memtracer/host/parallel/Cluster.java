package io.memtracer.host.parallel;

import io.memtracer.host.recording.read.TraceBytes;

/** Other machines that pieces of traces can be looked at on. Closing it lets them go. */
public interface Cluster extends AutoCloseable {

  /**
   * Opens a file that all of its machines can open, too.
   *
   * @param file a path or a URI
   * @throws io.memtracer.host.status.TraceException if it can't be read
   */
  TraceBytes open(String file);

  /** Who looks at one trace. */
  PieceFarm farm();

  @Override
  void close();
}
