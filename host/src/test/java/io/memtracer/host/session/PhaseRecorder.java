package io.memtracer.host.session;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what is done to the arrays of {@code marked.c} in each phase, and keeps all that is told
 * of phases.
 */
public final class PhaseRecorder implements TraceAnalyzer {

  static final String NAME = "phase-recorder";
  private static final long ARRAYS_ADDRESS = 0x1000_0000_0000L;
  private static final int ARRAYS = 4;
  private static final int ARRAY_BYTES = 4000;

  /** Loads and stores by array and phase. */
  private final Map<String, long[]> counts = new TreeMap<>();

  private final List<List<Object>> events = new ArrayList<>();

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super(NAME, "keeps what is done in phases", options -> new PhaseRecorder());
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      final long offset = batch.address(i) - ARRAYS_ADDRESS;
      if (offset >= 0 && offset < ARRAYS * ARRAY_BYTES) {
        final String key = offset / ARRAY_BYTES + " " + batch.phase().name();
        counts.computeIfAbsent(key, some -> new long[2])[batch.isStore(i) ? 1 : 0]++;
      }
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    if (event instanceof TraceEvent.PhaseBegin begin) {
      add("begin", begin.phase());
    } else if (event instanceof TraceEvent.PhaseEnd end) {
      add("end", end.phase());
    }
  }

  private void add(final String what, final Phase phase) {
    events.add(List.of(what, phase.id(), phase.name()));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    final List<List<Object>> rows = new ArrayList<>();
    counts.forEach((key, count) -> rows.add(List.of(key, count[0], count[1])));
    return AnalysisResult.of(
        Section.of(
            "phases",
            "Phases",
            new Table(
                "arrays",
                "Arrays",
                List.of(
                    new Column("where", "where", Unit.TEXT),
                    new Column("loads", "loads", Unit.ACCESSES),
                    new Column("stores", "stores", Unit.ACCESSES)),
                rows),
            new Table(
                "events",
                "Events",
                List.of(
                    new Column("what", "what", Unit.TEXT),
                    new Column("id", "id", Unit.COUNT),
                    new Column("name", "name", Unit.TEXT)),
                events)));
  }
}
