package io.memtracer.host.dispatch;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts in which phases the accesses are.
 *
 * <p>Filled by one thread; asked by whoever has seen that thread end.
 */
final class PhaseTally {

  private final Map<Integer, ModeCounts> byPhase = new HashMap<>();
  private final PhaseTimeline timeline = new PhaseTimeline();
  private Phase last = Phase.NONE;
  private ModeCounts countsOfLast = new ModeCounts();

  /** Says where a batch is in what the analyzers are given. */
  void place(final RecordBatch batch) {
    timeline.add(batch.phase().id(), batch.firstOrdinal(), batch.size());
  }

  /** Adds a batch; one outside of all phases isn't looked at. */
  void add(final RecordBatch batch) {
    final Phase phase = batch.phase();
    if (phase.id() == 0) {
      return;
    }
    if (phase.id() != last.id()) {
      last = phase;
      countsOfLast = byPhase.computeIfAbsent(phase.id(), another -> new ModeCounts());
    }
    countsOfLast.add(batch);
  }

  /** The same phases with what was counted. */
  Phases counted(final Phases phases) {
    return phases.counted(this::counted).over(timeline.spans());
  }

  private PhaseShare counted(final PhaseShare share) {
    final ModeCounts counts = byPhase.getOrDefault(share.phase().id(), new ModeCounts());
    return share.with(counts.user(), counts.kernel());
  }
}
