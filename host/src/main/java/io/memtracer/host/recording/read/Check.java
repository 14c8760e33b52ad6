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

  Check(final RecordedTrace trace, final RecordedFile file) {
    this.trace = trace;
    this.file = file;
  }

  /** The first thing that is wrong; empty if nothing is. */
  Optional<String> run() throws IOException {
    final Optional<String> damage = records();
    if (damage.isPresent() || trace.problem().isPresent()) {
      return damage.or(trace::problem);
    }
    final Contents contents = Contents.walk(file);
    return contents.broken().isPresent()
        ? contents.broken().map(what -> "%s: %s".formatted(trace.name(), what))
        : blocks(contents);
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
  private Optional<String> blocks(final Contents contents) throws IOException {
    try (Unpacker unpacker = new Unpacker(file)) {
      for (int i = 0; i < contents.all().size(); i++) {
        final Block block = contents.all().get(i);
        try {
          final Source content = unpacker.open(block);
          if (i == contents.all().size() - 1) {
            index(content, contents);
          }
        } catch (DamagedException e) {
          return Optional.of(
              "%s: block %d, at byte %d: %s"
                  .formatted(trace.name(), i + 1, block.offset(), e.getMessage()));
        }
      }
    }
    return Optional.empty();
  }

  private static void index(final Source index, final Contents contents) {
    final Iterator<Block> blocks = contents.all().iterator();
    while (index.left() > 0) {
      final Block block = blocks.next();
      if (index.takeLong() != block.offset()
          || index.takeLong() != block.firstRecord()
          || index.takeInt() != block.records()
          || index.takeInt() != block.kind()) {
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
