package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;

/**
 * Which records are written.
 *
 * @param user those of CPL 3
 * @param kernel those of CPL 0 to 2
 * @param program only those of tasks that execute it, as the task says it; empty for all
 * @param phase only those in phases of that name; empty for all
 * @param first the lowest address, unsigned
 * @param last the highest one
 */
record Chosen(boolean user, boolean kernel, String program, String phase, long first, long last) {

  /** Whether a batch may have any. */
  boolean includes(final RecordBatch batch) {
    return (program.isEmpty()
            || batch.task().program().equals(program)
            || batch.task().name().equals(program))
        && (phase.isEmpty() || batch.phase().name().equals(phase));
  }

  /** Whether a record of such a batch is one. */
  boolean includes(final RecordBatch batch, final int index) {
    final long address = batch.address(index);
    return (RecordWord.isUser(batch.word(index)) ? user : kernel)
        && Long.compareUnsigned(address, first) >= 0
        && Long.compareUnsigned(address, last) <= 0;
  }
}
