package io.memtracer.host.parallel;

import io.memtracer.api.AnalysisContext;
import io.memtracer.host.dispatch.Census;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.recording.read.Piece;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.status.TaskChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that take the pieces of a trace, one after the other, and give each to new analyzers.
 * They start when it is known of each of these what it is told at its start. Thread-safe.
 */
final class Workers {

  private static final int PIECES_PER_THREAD = 4;
  private static final int BATCH_RECORDS = 4096;

  private final RecordedTrace trace;
  private final Range range;
  private final List<LaneSpec> specs;
  private final TaskChoice tasks;
  private final List<Piece> pieces;
  private final Censuses censuses;
  private final Outcome[][] outcomes;
  private final AnalysisContext[] contexts;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch done;
  private int awaited;
  private int used;
  private volatile boolean stopped;
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * Threads that haven't started.
   *
   * @param specs of the analyzers, each of which can be merged
   * @param tasks whose records they are given
   */
  Workers(
      final RecordedTrace trace,
      final Range range,
      final int threadCount,
      final List<LaneSpec> specs,
      final TaskChoice tasks) {
    this.trace = trace;
    this.range = range;
    this.specs = specs;
    this.tasks = tasks;
    pieces = trace.pieces(range, threadCount * PIECES_PER_THREAD);
    censuses = new Censuses(specs, tasks, pieces.size(), threadCount);
    outcomes = new Outcome[pieces.size()][specs.size()];
    contexts = new AnalysisContext[specs.size()];
    awaited = specs.size();
    used = specs.size();
    done = new CountDownLatch(threadCount);
    for (int i = 0; i < threadCount; i++) {
      final Thread thread = new Thread(this::work, "replay-" + (i + 1));
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /**
   * An analyzer starts, or doesn't: with the last of them, the threads do.
   *
   * @param context what it is told; null if it can't be used
   */
  synchronized void started(final int analyzer, final AnalysisContext context) {
    contexts[analyzer] = context;
    awaited--;
    if (awaited == 0) {
      threads.forEach(Thread::start);
    }
  }

  private void work() {
    try {
      count();
      for (int i = next.getAndIncrement();
          i < pieces.size() && !stopped;
          i = next.getAndIncrement()) {
        outcomes[i] = look(i);
      }
    } catch (Throwable e) {
      failure = Optional.of(e);
      stopped = true;
    } finally {
      done.countDown();
    }
  }

  /** Whose records each piece has, if anybody has to know that of those before. */
  private void count() throws InterruptedException {
    try {
      for (int i = censuses.next(); i >= 0 && !stopped; i = censuses.next()) {
        final Census census = censuses.of(i);
        read(pieces.get(i), new CensusSink(census, tasks, BATCH_RECORDS));
      }
    } finally {
      censuses.oneIsDone();
    }
    censuses.await();
  }

  private Outcome[] look(final int number) {
    final Piece piece = pieces.get(number);
    final List<Census> before = censuses.before(number);
    final List<PieceAnalyzer> analyzers = new ArrayList<>();
    for (int i = 0; i < contexts.length; i++) {
      analyzers.add(new PieceAnalyzer(specs.get(i), contexts[i], before));
    }
    final long firstOrdinal =
        censuses.areWanted()
            ? before.stream().mapToLong(Census::records).sum()
            : piece.firstOrdinal();
    read(piece, new PieceSink(analyzers, tasks, firstOrdinal, BATCH_RECORDS));
    return analyzers.stream().map(PieceAnalyzer::end).toArray(Outcome[]::new);
  }

  private void read(final Piece piece, final BatchSink sink) {
    final BatchAssembler assembler = new BatchAssembler(sink);
    try (RecordedIntake intake = trace.intake(range, piece, BATCH_RECORDS)) {
      while (!intake.end().isDone() && !stopped) {
        intake.drain(assembler);
      }
      assembler.flush();
    }
  }

  /** Whose records a piece has, if any analyzer is of several parts. */
  Census census(final int piece) {
    return censuses.of(piece);
  }

  /** Whether all pieces have been looked at. */
  boolean isDone() {
    return done.getCount() == 0;
  }

  /** What one analyzer made of all pieces, in their order; once they have been looked at. */
  List<Outcome> outcomes(final int analyzer) {
    final List<Outcome> all = new ArrayList<>();
    for (final Outcome[] ofPiece : outcomes) {
      all.add(ofPiece == null ? notLookedAt() : ofPiece[analyzer]);
    }
    return all;
  }

  private Outcome notLookedAt() {
    final Throwable why =
        failure.orElseGet(() -> new IllegalStateException("a piece was not looked at"));
    return Outcome.failed(0, why);
  }

  /**
   * An analyzer doesn't want to know any more what becomes of its pieces: with the last, they end.
   */
  synchronized void closed() {
    used--;
    if (used == 0) {
      stopped = true;
    }
  }
}
