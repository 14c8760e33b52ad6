package io.memtracer.host.foreign;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What comes out of a foreign trace, each access as a line of text. */
final class Accesses implements BatchSink {

  private static final int CAPACITY = 64;

  private final List<String> lines = new ArrayList<>();
  private String problem = "";

  private Accesses() {}

  static Accesses of(final Path file, final ForeignFormat format) throws IOException {
    final Accesses accesses = new Accesses();
    final BatchAssembler assembler = new BatchAssembler(accesses);
    try (ForeignIntake intake = ForeignTrace.open(file, format).intake()) {
      intake.finishWhenEmpty();
      while (!intake.isDrained()) {
        intake.drain(assembler);
      }
      assembler.flush();
      accesses.problem = intake.problem().orElse("");
    }
    return accesses;
  }

  List<String> lines() {
    return lines;
  }

  String problem() {
    return problem;
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    return new RecordBatchWriter(CAPACITY);
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    final RecordBatch batch = filled.batch();
    for (int i = 0; i < batch.size(); i++) {
      final long word = batch.word(i);
      lines.add(
          "%x %s %x %d"
              .formatted(
                  RecordWord.pc(word),
                  RecordWord.isStore(word) ? "S" : "L",
                  batch.address(i),
                  RecordWord.size(word)));
    }
  }

  @Override
  public void event(final TraceEvent event) {
    throw new AssertionError(event);
  }
}
