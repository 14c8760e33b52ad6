package io.memtracer.host.parallel;

import io.memtracer.host.dispatch.partition.Census;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.status.Origin;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that take the pieces of a trace, one after the other. Thread-safe. */
public final class ThreadFarm implements PieceFarm {

  private static final int PIECES_PER_THREAD = 4;

  private final int threads;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * Threads that haven't started.
   *
   * @param threads how many
   */
  public ThreadFarm(final int threads) {
    this.threads = threads;
  }

  @Override
  public int pieces(final int chunks) {
    return threads * PIECES_PER_THREAD;
  }

  @Override
  public void begin(final PieceJob job, final PieceBoard board) {
    final Censuses censuses = new Censuses(job.specs(), job.tasks(), job.pieces().size(), threads);
    for (int i = 0; i < threads; i++) {
      final Thread thread = new Thread(() -> work(job, censuses, board), "replay-" + (i + 1));
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work(final PieceJob job, final Censuses censuses, final PieceBoard board) {
    try {
      count(job, censuses);
      for (int i = next.getAndIncrement();
          i < job.pieces().size() && !stopped;
          i = next.getAndIncrement()) {
        final PieceResult result = look(job, censuses, i);
        if (!stopped) {
          board.put(i, result);
        }
      }
    } catch (Throwable e) {
      stopped = true;
      board.fail(e);
    }
  }

  /** Whose records each piece has, if anybody has to know that of those before. */
  private void count(final PieceJob job, final Censuses censuses) throws InterruptedException {
    try {
      for (int i = censuses.next(); i >= 0 && !stopped; i = censuses.next()) {
        try (RecordedIntake intake = intake(job, i)) {
          final CensusSink sink =
              new CensusSink(censuses.of(i), job.tasks(), PieceWork.BATCH_RECORDS);
          PieceWork.drain(intake, sink, () -> stopped);
        }
      }
    } finally {
      censuses.oneIsDone();
    }
    censuses.await();
  }

  private PieceResult look(final PieceJob job, final Censuses censuses, final int piece) {
    final PieceStart start =
        censuses.areWanted()
            ? new PieceStart(
                censuses.before(piece).stream().mapToLong(Census::records).sum(),
                job.tasks(),
                censuses.before(piece),
                Optional.of(censuses.of(piece)))
            : PieceStart.at(job.pieces().get(piece).firstOrdinal());
    try (RecordedIntake intake = intake(job, piece)) {
      return PieceWork.look(intake, start, job.specs(), () -> stopped);
    }
  }

  private static RecordedIntake intake(final PieceJob job, final int piece) {
    return job.trace().intake(job.range(), job.pieces().get(piece), PieceWork.BATCH_RECORDS);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Origin.Replayer replayer() {
    return new Origin.Threads(threads);
  }
}
