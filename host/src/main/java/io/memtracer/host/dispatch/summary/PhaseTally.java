package io.memtracer.host.dispatch.summary;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts in which phases the accesses are.
 *
 * <p>Filled by one thread; asked by whoever has seen that thread end.
 */
final class PhaseTally {

  private final Map<Integer, ModeCounts> byPhase = new HashMap<>();
  private Phase last = Phase.NONE;
  private ModeCounts countsOfLast = new ModeCounts();

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

  void save(final DataOutput out) throws IOException {
    out.writeInt(byPhase.size());
    for (final Map.Entry<Integer, ModeCounts> entry : byPhase.entrySet()) {
      out.writeInt(entry.getKey());
      entry.getValue().save(out);
    }
  }

  /** Adds what another one has counted, and saved. */
  void merge(final DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      byPhase.computeIfAbsent(in.readInt(), another -> new ModeCounts()).merge(in);
    }
  }

  /** The same phases with what was counted. */
  Phases counted(final Phases phases) {
    return phases.counted(this::counted);
  }

  private PhaseShare counted(final PhaseShare share) {
    final ModeCounts counts = byPhase.getOrDefault(share.phase().id(), new ModeCounts());
    return share.with(counts.user(), counts.kernel());
  }
}
