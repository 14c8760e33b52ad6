package io.memtracer.host.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the bytes of a trace come from. No method ever blocks, so that a test can step a reader.
 */
public interface TraceSource extends Closeable {

  /** What {@link #available} says at the end of the stream. */
  int END = -1;

  /**
   * How much can be read now.
   *
   * @return bytes, 0 if there are none now, or {@link #END}
   */
  int available() throws IOException;

  /**
   * Reads some of what is available, into the room between position and limit.
   *
   * @return bytes read, also fewer than there was room for
   */
  int read(ByteBuffer target) throws IOException;
}
