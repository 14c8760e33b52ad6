package io.memtracer.cluster;

import io.memtracer.api.Phase;
import io.memtracer.host.parallel.Outcome;
import io.memtracer.host.parallel.PieceResult;
import io.memtracer.host.status.PhaseShare;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;

/** What was made of a piece, as it comes from executors. */
record SavedResult(
    ArrayList<SavedOutcome> outcomes,
    long records,
    long bytesRead,
    SavedBytes summary,
    ArrayList<SavedPhase> phases,
    String problem)
    implements Serializable {

  static SavedResult of(final PieceResult result) {
    final ArrayList<SavedOutcome> outcomes = new ArrayList<>();
    result.outcomes().forEach(outcome -> outcomes.add(SavedOutcome.of(outcome)));
    final ArrayList<SavedPhase> phases = new ArrayList<>();
    result.phases().forEach(share -> phases.add(SavedPhase.of(share)));
    return new SavedResult(
        outcomes,
        result.records(),
        result.bytesRead(),
        SavedBytes.of(result.summary()),
        phases,
        result.problem().orElse(null));
  }

  PieceResult restore() {
    return new PieceResult(
        outcomes.stream().map(SavedOutcome::restore).toList(),
        records,
        records,
        bytesRead,
        summary.restore(),
        phases.stream().map(SavedPhase::restore).toList(),
        Optional.empty(),
        Optional.ofNullable(problem));
  }

  /** Bytes: records of arrays would be equal to themselves alone. */
  private static final class SavedBytes implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    private SavedBytes(final byte[] bytes) {
      this.bytes = bytes;
    }

    static SavedBytes of(final ByteBuffer all) {
      final byte[] bytes = new byte[all.remaining()];
      all.duplicate().get(bytes);
      return new SavedBytes(bytes);
    }

    ByteBuffer restore() {
      return ByteBuffer.wrap(bytes);
    }
  }

  private record SavedOutcome(SavedBytes state, FailedElsewhereException failure)
      implements Serializable {

    static SavedOutcome of(final Outcome outcome) {
      return new SavedOutcome(
          SavedBytes.of(outcome.state()),
          outcome.failure().map(FailedElsewhereException::of).orElse(null));
    }

    Outcome restore() {
      return new Outcome(state.restore(), Optional.ofNullable(failure));
    }
  }

  private record SavedPhase(
      int id, String name, int parent, String ownName, boolean ofRun, long begun, long ended)
      implements Serializable {

    static SavedPhase of(final PhaseShare share) {
      return new SavedPhase(
          share.phase().id(),
          share.phase().name(),
          share.parent(),
          share.ownName(),
          share.ofRun(),
          share.begun(),
          share.ended());
    }

    PhaseShare restore() {
      return new PhaseShare(new Phase(id, name), parent, ownName, ofRun, begun, ended, 0, 0);
    }
  }
}
