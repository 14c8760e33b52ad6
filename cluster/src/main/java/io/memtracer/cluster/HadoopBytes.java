package io.memtracer.cluster;

import io.memtracer.host.recording.read.TraceBytes;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A file on one of Hadoop's file systems. Its reads say where, and so don't disturb each other.
 *
 * @param size when it was opened
 */
record HadoopBytes(String name, long size, FSDataInputStream stream) implements TraceBytes {

  @Override
  public int read(final long at, final byte[] target, final int count) throws IOException {
    int done = 0;
    while (done < count) {
      final int read = stream.read(at + done, target, done, count - done);
      if (read < 0) {
        return done;
      }
      done += read;
    }
    return done;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // It was only read.
      return;
    }
  }
}
