package io.memtracer.host.pipeline;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.IntUnaryOperator;

/** Stands for QEMU: writes bytes into a FIFO in pieces of chosen sizes, on a thread of its own. */
final class FifoWriter {

  private FifoWriter() {}

  /** Makes a FIFO. */
  static Path mkfifo(final Path directory) throws IOException, InterruptedException {
    final Path fifo = directory.resolve("trace.fifo");
    final int status = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    if (status != 0) {
      throw new IOException("mkfifo failed with status " + status);
    }
    return fifo;
  }

  /** Before the pipeline may be gone: without a reader this would wait for ever. */
  private static OutputStream open(final Path fifo) {
    try {
      return new FileOutputStream(fifo.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts to write; the future is done when all is in the pipe. */
  static FutureTask<Void> start(
      final Path fifo, final byte[] bytes, final IntUnaryOperator pieceAt) {
    final OutputStream open = open(fifo);
    final Callable<Void> write =
        () -> {
          try (OutputStream out = open) {
            int position = 0;
            while (position < bytes.length) {
              final int count = Math.min(pieceAt.applyAsInt(position), bytes.length - position);
              out.write(bytes, position, count);
              position += count;
            }
          }
          return null;
        };
    final FutureTask<Void> task = new FutureTask<>(write);
    final Thread thread = new Thread(task, "fifo-writer");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
