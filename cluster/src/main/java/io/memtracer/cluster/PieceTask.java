package io.memtracer.cluster;

import io.memtracer.api.AnalysisContext;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.files.Directories;
import io.memtracer.host.parallel.PieceResult;
import io.memtracer.host.parallel.PieceStart;
import io.memtracer.host.parallel.PieceWork;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.recording.read.TracePiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** What an executor does about a piece. */
final class PieceTask implements Function<SavedPiece, SavedResult> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<SharedJob> shared;
  private final Broadcast<AnalyzerJars> analyzers;

  PieceTask(final Broadcast<SharedJob> shared, final Broadcast<AnalyzerJars> analyzers) {
    this.shared = shared;
    this.analyzers = analyzers;
  }

  @Override
  public SavedResult call(final SavedPiece piece) throws IOException {
    final SharedJob job = shared.value();
    final PluginCatalog catalog = analyzers.value().catalog();
    final Path scratch = Files.createTempDirectory("memtracer-piece-");
    try {
      return SavedResult.of(look(job, piece, catalog, job.context().restore(scratch)));
    } finally {
      Directories.delete(scratch);
    }
  }

  private static PieceResult look(
      final SharedJob job,
      final SavedPiece saved,
      final PluginCatalog catalog,
      final AnalysisContext context)
      throws IOException {
    final List<LaneSpec> specs =
        job.analyzers().stream().map(analyzer -> analyzer.restore(catalog, context)).toList();
    final TaskContext task = TaskContext.get();
    try (TracePiece piece =
            TracePiece.open(
                TraceFiles.open(job.file(), job.configuration().value()), saved.restore());
        RecordedIntake intake = piece.intake(job.range(), PieceWork.BATCH_RECORDS)) {
      final PieceResult result =
          PieceWork.look(intake, PieceStart.at(saved.firstOrdinal()), specs, task::isInterrupted);
      if (intake.unreadable().isPresent()) {
        // Spark makes another attempt.
        throw intake.unreadable().get();
      }
      return result;
    }
  }
}
