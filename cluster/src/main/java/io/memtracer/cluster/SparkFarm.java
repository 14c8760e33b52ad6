package io.memtracer.cluster;

import io.memtracer.host.parallel.PieceBoard;
import io.memtracer.host.parallel.PieceFarm;
import io.memtracer.host.parallel.PieceJob;
import io.memtracer.host.status.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Has Spark look at the pieces of one trace: each is a partition of a job. Thread-safe. */
final class SparkFarm implements PieceFarm {

  private static final int PIECES_PER_CORE = 4;

  /** Of about a second's work each, so that it costs little to do one again. */
  private static final int MOST_CHUNKS = 64;

  private final JavaSparkContext context;
  private final ShippedAnalyzers shipped;
  private final Retries retries;
  private final int retriesBefore;
  private final String group = UUID.randomUUID().toString();
  private volatile boolean stopped;
  private volatile int pieces;

  SparkFarm(final JavaSparkContext context, final ShippedAnalyzers shipped, final Retries retries) {
    this.context = context;
    this.shipped = shipped;
    this.retries = retries;
    retriesBefore = retries.count();
  }

  @Override
  public int pieces(final int chunks) {
    return Math.max(
        context.defaultParallelism() * PIECES_PER_CORE, (chunks + MOST_CHUNKS - 1) / MOST_CHUNKS);
  }

  @Override
  public boolean takesPiecesOnly() {
    return true;
  }

  @Override
  public void begin(final PieceJob job, final PieceBoard board) {
    pieces = job.pieces().size();
    final Thread thread = new Thread(() -> run(job, board), "replay-spark");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(final PieceJob job, final PieceBoard board) {
    try {
      if (pieces > 0) {
        context.setJobGroup(group, "pieces of " + job.trace().name(), true);
        lookAtAll(job, board);
      }
    } catch (Throwable e) {
      if (!stopped) {
        board.fail(e);
      }
    }
  }

  private void lookAtAll(final PieceJob job, final PieceBoard board) {
    final Broadcast<SharedJob> shared =
        context.broadcast(SharedJob.of(job, context.hadoopConfiguration()));
    try {
      final List<SavedPiece> saved = new ArrayList<>();
      job.pieces().forEach(piece -> saved.add(SavedPiece.of(piece)));
      final RDD<SavedResult> results =
          context
              .parallelize(saved, saved.size())
              .map(new PieceTask(shared, shipped.of(job.specs())))
              .rdd();
      final ClassTag<SavedResult> type = ClassTag$.MODULE$.apply(SavedResult.class);
      context.sc().runJob(results, new Only<SavedResult>(), new Posting(board), type);
    } finally {
      shared.destroy();
    }
  }

  @Override
  public void stop() {
    stopped = true;
    context.cancelJobGroup(group);
  }

  @Override
  public Origin.Replayer replayer() {
    return new Origin.Cluster(
        "Spark " + context.version() + ", " + context.master(),
        pieces,
        retries.count() - retriesBefore);
  }

  /** Tells the board of what has arrived. */
  private static final class Posting extends AbstractFunction2<Object, SavedResult, BoxedUnit> {

    private final PieceBoard board;

    Posting(final PieceBoard board) {
      this.board = board;
    }

    @Override
    public BoxedUnit apply(final Object piece, final SavedResult result) {
      board.put((Integer) piece, result.restore());
      return BoxedUnit.UNIT;
    }
  }
}
