package io.memtracer.benchmarks;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.pipeline.Threading;
import io.memtracer.host.posix.Fifo;
import io.memtracer.host.read.FifoSource;
import io.memtracer.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Records through a FIFO of the kernel: one thread writes them in pieces as QEMU's plugin does, one
 * reads into a ring, one takes them out.
 */
public class FifoBenchmark extends RecordBenchmark {

  private static final int PIPE_BYTES = 1 << 20;
  private static final int RECORDS = 1 << 19;
  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** Bytes written at once. */
  @Param({"4096", "16384", "65536"})
  public int writeBytes;

  private Path directory;
  private Fifo fifo;
  private Pipeline pipeline;
  private Thread writer;

  /** Once in each fork. */
  @Setup
  public void start() throws IOException {
    directory = Files.createTempDirectory("memtracer-bench");
    fifo = Fifo.create(directory.resolve("fifo"), PIPE_BYTES);
    final LaneSpec noOp =
        new LaneSpec(
            new NoOpFactory(),
            "",
            AnalyzerOptions.of(List.of(), Map.of()),
            TestContext.builder().scratchDirectory(directory).build());
    final PipelineConfig config = PipelineConfig.defaults().withThreading(Threading.SHARED);
    pipeline = Pipeline.start(config, List.of(noOp), config.intakeOf(FifoSource.open(fifo.path())));
    writer = new Thread(this::write, "writer");
    writer.start();
  }

  private void write() {
    final ByteBuffer piece = ByteBuffer.allocateDirect(writeBytes).order(ByteOrder.LITTLE_ENDIAN);
    while (piece.hasRemaining()) {
      // Bit 63 says that it is a record; all the rest may be 0.
      piece.putLong(Long.MIN_VALUE).putLong(0);
    }
    try (FileChannel channel = FileChannel.open(fifo.path(), StandardOpenOption.WRITE)) {
      while (!Thread.currentThread().isInterrupted()) {
        channel.write(piece.clear());
      }
    } catch (ClosedByInterruptException e) {
      // The end, as it should be.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Once in each fork. */
  @TearDown
  public void end() throws InterruptedException, IOException {
    writer.interrupt();
    writer.join();
    pipeline.close();
    fifo.close();
    Files.delete(directory);
  }

  /** Waits until that many records have been taken. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long read() {
    final long goal = pipeline.recordsRead() + RECORDS;
    while (pipeline.recordsRead() < goal) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return goal;
  }
}
