package io.memtracer.host.parallel;

import io.memtracer.host.recording.read.PhasesSeen;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.ring.Stretch;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.PipelineCounters;
import io.memtracer.host.status.TraceException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where all records of a trace are looked at in pieces: what was made of these comes through here,
 * in order, and no record. It ends with the last piece, or with one that isn't whole.
 */
final class PiecesIntake extends FiniteIntake {

  private final RecordedTrace trace;
  private final Range range;
  private final PieceBoard board;
  private final PhasesSeen phases = new PhasesSeen();
  private final AtomicLong bytesRead = new AtomicLong();
  private int next;

  PiecesIntake(final RecordedTrace trace, final Range range, final PieceBoard board) {
    this.trace = trace;
    this.range = range;
    this.board = board;
  }

  @Override
  public int drain(final BatchAssembler assembler) {
    if (end().isDone()) {
      return 0;
    }
    if (isStopped()) {
      end(Optional.empty());
      return 0;
    }
    if (next == board.size()) {
      end(range.to() <= trace.records() ? Optional.empty() : trace.problem());
      return 0;
    }
    final Optional<PieceResult> result = board.at(next);
    if (result.isEmpty()) {
      board.failure().ifPresent(this::giveUp);
      return 0;
    }
    take(result.get(), assembler);
    return 1;
  }

  private void giveUp(final Throwable cause) {
    throw cause instanceof TraceException known
        ? known
        : TraceException.environment(
            "piece %d of %d of %s could not be looked at: %s"
                .formatted(next + 1, board.size(), trace.name(), cause),
            cause);
  }

  private void take(final PieceResult result, final BatchAssembler assembler) {
    assembler.elsewhere(new Stretch(next, result.records(), result.summary()));
    board.forget(next);
    next++;
    bytesRead.setRelease(bytesRead.getPlain() + result.bytesRead());
    phases.merge(result.phases());
    read(result.records());
    if (result.problem().isPresent()) {
      end(result.problem());
    }
  }

  @Override
  public PipelineCounters counters() {
    return new PipelineCounters(recordsRead(), bytesRead.get(), next, refusals());
  }

  /** Those that the end of a whole trace tells of, or else those that there were. */
  @Override
  public Phases phases() {
    return range.isAll() ? trace.phases().orElseGet(phases::phases) : phases.phases();
  }

  @Override
  public void close() {}
}
