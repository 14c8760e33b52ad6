package io.memtracer.host.recording.read;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Source;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** Reads all of a trace, and makes sure that it is what it says. */
final class Check {

  private static final int BATCH_RECORDS = 1 << 14;

  private final RecordedTrace trace;
  private final RecordedFile file;
  private final Contents contents;

  Check(final RecordedTrace trace, final RecordedFile file, final Contents contents) {
    this.trace = trace;
    this.file = file;
    this.contents = contents;
  }

  /** The first thing that is wrong; empty if nothing is. */
  Optional<String> run() throws IOException {
    final Optional<String> damage = records();
    return damage.isPresent() || trace.problem().isPresent() ? damage.or(trace::problem) : blocks();
  }

  /** Those of all chunks, as many as their headers say. */
  private Optional<String> records() {
    final Count count = new Count();
    final BatchAssembler assembler = new BatchAssembler(count);
    try (RecordedIntake intake = trace.intake(Range.ALL, BATCH_RECORDS)) {
      while (!intake.end().isDone()) {
        intake.drain(assembler);
        assembler.flush();
      }
      return intake.problem();
    }
  }

  /** Every block, also of kinds that nobody knows; the last one says where all the others are. */
  private Optional<String> blocks() throws IOException {
    for (int i = 0; i < contents.all().size(); i++) {
      final Block block = contents.all().get(i);
      try (Unpacker unpacker = new Unpacker(file)) {
        final Source content = unpacker.open(block);
        if (i == contents.all().size() - 1) {
          index(content);
        }
      } catch (DamagedException e) {
        return Optional.of(
            "%s: block %d, at byte %d: %s"
                .formatted(trace.path(), i + 1, block.offset(), e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private void index(final Source index) {
    final Iterator<Block> blocks = contents.all().iterator();
    while (index.left() > 0) {
      final Block block = blocks.next();
      if (index.takeLong() != block.offset()
          || index.takeLong() != block.header().firstRecord()
          || index.takeInt() != block.header().records()
          || index.takeInt() != block.header().kind()) {
        throw new DamagedException(
            "the index says something else of the block at byte " + block.offset());
      }
      if (!blocks.hasNext()) {
        throw new DamagedException("the index has more blocks than there are");
      }
    }
    blocks.next();
    if (blocks.hasNext()) {
      throw new DamagedException("the index has fewer blocks than there are");
    }
  }

  /** Takes records for nothing. */
  private static final class Count implements BatchSink {

    private final RecordBatchWriter batch = new RecordBatchWriter(BATCH_RECORDS);

    @Override
    public RecordBatchWriter tryAcquire() {
      batch.clear(0);
      return batch;
    }

    @Override
    public void deliver(final RecordBatchWriter filled) {}

    @Override
    public void event(final TraceEvent event) {}
  }
}
