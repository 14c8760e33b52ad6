package io.memtracer.plugins.external;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.FifoAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Trace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Does what QEMU and the host do when a tool is the only one who listens. */
final class DirectReplay {

  private static final int RECORD_BYTES = 16;
  private static final int BATCH_BYTES = 1 << 14;
  private static final long TICK_MILLIS = 10;

  private final Path fifo;
  private final AtomicLong written = new AtomicLong();
  private volatile boolean refused;

  private DirectReplay(final Path fifo) {
    this.fifo = fifo;
  }

  static AnalysisResult run(
      final FifoAnalyzer analyzer,
      final AnalysisContext context,
      final Path fifo,
      final Trace trace) {
    final DirectReplay replay = new DirectReplay(fifo);
    final Thread writer = new Thread(() -> replay.write(trace), "qemu");
    try (analyzer) {
      analyzer.onStart(context, fifo);
      writer.start();
      while (!isOver(writer)) {
        analyzer.onProgress(replay.written.get(), replay.refused);
      }
      analyzer.onProgress(replay.written.get(), replay.refused);
      return analyzer.onEnd(EndOfTrace.of(replay.written.get()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      awaitEnd(writer);
    }
  }

  private static boolean isOver(final Thread writer) throws InterruptedException {
    writer.join(TICK_MILLIS);
    return !writer.isAlive();
  }

  /** Once the tool is gone, writing fails. */
  private static void awaitEnd(final Thread writer) {
    final boolean interrupted = Thread.interrupted();
    try {
      writer.join(TimeUnit.MINUTES.toMillis(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(final Trace trace) {
    final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(fifo, StandardOpenOption.WRITE)) {
      for (int i = 0; i < trace.size(); i++) {
        batch.putLong(trace.word(i)).putLong(trace.address(i));
        if (!batch.hasRemaining() || i == trace.size() - 1) {
          flush(channel, batch.flip());
        }
      }
    } catch (IOException e) {
      refused = true;
    }
  }

  private void flush(final FileChannel channel, final ByteBuffer batch) throws IOException {
    final int records = batch.remaining() / RECORD_BYTES;
    while (batch.hasRemaining()) {
      channel.write(batch);
    }
    batch.clear();
    written.addAndGet(records);
  }
}
