package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import java.io.IOException;

/** How records look in a file. Used by one thread, for one file. */
interface RecordFormat {

  /** Writes what comes before all records. */
  default void begin(final Output out) throws IOException {}

  /**
   * Writes a record. Nothing is allocated.
   *
   * @param ordinal how many records of the trace came before it, whether they are written or not
   */
  void record(Output out, RecordBatch batch, int index, long ordinal) throws IOException;

  /** Writes what comes behind all records. */
  default void end(final Output out) throws IOException {}

  /** What of a record isn't in the file, in words; empty if all is. */
  String leavesOut();
}
