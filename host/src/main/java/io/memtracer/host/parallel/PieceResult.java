package io.memtracer.host.parallel;

import io.memtracer.host.dispatch.partition.Census;
import io.memtracer.host.status.PhaseShare;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What was made of one piece of a trace.
 *
 * @param outcomes what each analyzer made of it, in the order asked for
 * @param records how many there were
 * @param chosen how many of them the analyzers were given
 * @param bytesRead how many bytes of the trace they took
 * @param summary what was counted besides, as it was saved
 * @param phases that there were, without what was done in them
 * @param census whose records they are, if that was counted before
 * @param problem why these aren't all of its records; then nothing behind them counts
 */
public record PieceResult(
    List<Outcome> outcomes,
    long records,
    long chosen,
    long bytesRead,
    ByteBuffer summary,
    List<PhaseShare> phases,
    Optional<Census> census,
    Optional<String> problem) {

  public PieceResult {
    outcomes = List.copyOf(outcomes);
    phases = List.copyOf(phases);
  }
}
