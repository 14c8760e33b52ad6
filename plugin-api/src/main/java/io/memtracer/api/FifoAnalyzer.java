package io.memtracer.api;

import io.memtracer.api.result.AnalysisResult;
import java.nio.file.Path;

/**
 * Has the trace of one run read from a FIFO that QEMU itself writes to: no record passes through
 * the host. For analyzers that would only pass records on; any other is a {@link TraceAnalyzer}.
 *
 * <p>Life cycle, in this order, never two calls at a time, possibly on different threads:
 *
 * <ol>
 *   <li>{@link #onStart} once, before the guest runs;
 *   <li>{@link #onProgress} about ten times a second while the guest runs;
 *   <li>{@link #onEnd} once, when QEMU has written the last record, also if the run was cut short;
 *   <li>{@link #close} once, always, also when one of the others threw.
 * </ol>
 *
 * <p>An exception from any of these ends the run: there is nobody else who listens. The records are
 * 16 bytes each: {@link RecordBatch#word} and {@link RecordBatch#address}, little endian.
 */
@Experimental
public interface FifoAnalyzer extends AutoCloseable {

  /**
   * Makes the FIFO, and returns when somebody has opened it for reading.
   *
   * @param context facts about the run; valid until {@link #close}
   * @param fifo where QEMU will look for it; there is nothing yet
   */
  void onStart(AnalysisContext context, Path fifo);

  /**
   * Throws if nobody reads any more. Returns at once.
   *
   * @param recordsWritten how many records the FIFO took so far; QEMU counts whole batches
   * @param refused whether QEMU wanted to write and nobody had the FIFO open for reading
   */
  void onProgress(long recordsWritten, boolean refused);

  /**
   * Waits until all records are read, and asks for the result.
   *
   * @param end what is known about the whole trace; the records delivered are those the FIFO took
   * @return what was found, as data
   */
  AnalysisResult onEnd(EndOfTrace end);

  /** Removes the FIFO and releases what the analyzer holds besides memory. */
  @Override
  default void close() {}
}
