package io.memtracer.host.parallel;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.dispatch.summary.Summary;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Looks at a piece of a trace, wherever that is done. */
public final class PieceWork {

  /** The most records of a batch. */
  public static final int BATCH_RECORDS = 4096;

  private PieceWork() {}

  /**
   * Gives all records of a piece to new analyzers, and has each of them write down what it found.
   *
   * @param intake of the piece, with batches of {@link #BATCH_RECORDS}; not closed
   * @param start what they have to know before
   * @param specs of the analyzers, each of which can be merged
   * @param stopped whether nobody wants to know any more
   */
  public static PieceResult look(
      final RecordedIntake intake,
      final PieceStart start,
      final List<LaneSpec> specs,
      final BooleanSupplier stopped) {
    final List<PieceAnalyzer> analyzers =
        specs.stream().map(spec -> new PieceAnalyzer(spec, start.before())).toList();
    final Summary summary = Summary.ofStretch();
    final PieceSink sink = new PieceSink(analyzers, summary, start, BATCH_RECORDS);
    drain(intake, sink, stopped);
    final Optional<String> problem = intake.problem();
    return new PieceResult(
        analyzers.stream().map(PieceAnalyzer::end).toList(),
        intake.counters().recordsRead(),
        sink.chosen(),
        intake.counters().bytesRead(),
        saved(summary),
        intake.phasesSeen(),
        start.own(),
        problem);
  }

  /** Brings all records of a piece somewhere. */
  static void drain(
      final RecordedIntake intake, final BatchSink sink, final BooleanSupplier stopped) {
    final BatchAssembler assembler = new BatchAssembler(sink);
    while (!intake.end().isDone() && !stopped.getAsBoolean()) {
      intake.drain(assembler);
    }
    assembler.flush();
  }

  private static ByteBuffer saved(final Summary summary) {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      summary.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
