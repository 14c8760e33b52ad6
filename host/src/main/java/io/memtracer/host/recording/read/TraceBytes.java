package io.memtracer.host.recording.read;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The bytes of a file, wherever that lies. Any number of threads may read them at once.
 *
 * @see RecordedTrace#open(TraceBytes)
 */
public interface TraceBytes extends AutoCloseable {

  /**
   * Those of a file of this machine.
   *
   * @throws io.memtracer.host.status.TraceException if it can't be read
   */
  static TraceBytes of(final Path path) {
    return LocalBytes.open(path);
  }

  /** What users call it. */
  String name();

  /** How many there are. */
  long size();

  /**
   * Reads some.
   *
   * @param at where they begin
   * @param target takes them, from its beginning
   * @param count how many
   * @return how many were read: fewer only if the file has become shorter
   * @throws IOException if they can't be read
   */
  int read(long at, byte[] target, int count) throws IOException;

  @Override
  void close();
}
