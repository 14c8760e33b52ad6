package io.memtracer.host.recording.read;

import io.memtracer.api.Phase;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The phases that there are in chunks, and how often they began and ended there.
 *
 * <p>Not thread-safe.
 */
public final class PhasesSeen {

  private final Map<Integer, PhaseShare> byId = new TreeMap<>();

  void add(final List<PhaseShare> ofChunk) {
    ofChunk.forEach(share -> byId.putIfAbsent(share.phase().id(), times(share, 0, 0)));
  }

  /** Adds those that were seen in chunks behind these. */
  public void merge(final List<PhaseShare> seen) {
    add(seen);
    seen.forEach(share -> count(share.phase(), share.begun(), share.ended()));
  }

  void add(final TraceEvent event) {
    if (event instanceof TraceEvent.PhaseBegin begin) {
      count(begin.phase(), 1, 0);
    } else if (event instanceof TraceEvent.PhaseEnd end) {
      count(end.phase(), 0, 1);
    }
  }

  private void count(final Phase phase, final long begun, final long ended) {
    byId.computeIfPresent(
        phase.id(), (id, share) -> times(share, share.begun() + begun, share.ended() + ended));
  }

  private static PhaseShare times(final PhaseShare share, final long begun, final long ended) {
    return new PhaseShare(
        share.phase(), share.parent(), share.ownName(), share.ofRun(), begun, ended, 0, 0);
  }

  /** Those that the end of a trace tells of, without what was done in them. */
  static Phases of(final RunEnd end) {
    return new Phases(
        Optional.of(end.phasesUnknown()).filter(why -> !why.isEmpty()),
        end.phases().stream().map(PhasesSeen::share).toList(),
        end.phasesRefused(),
        end.phasesUnmatched());
  }

  private static PhaseShare share(final RunEnd.PhaseDone done) {
    return new PhaseShare(
        new Phase(done.id(), done.name()),
        done.parent(),
        done.ownName(),
        done.ofRun(),
        done.begun(),
        done.ended(),
        0,
        0);
  }

  /** All of them, one that is within another after that one. */
  public Phases phases() {
    return new Phases(Optional.empty(), List.copyOf(byId.values()), 0, 0);
  }
}
