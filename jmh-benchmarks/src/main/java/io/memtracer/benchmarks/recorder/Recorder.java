package io.memtracer.benchmarks.recorder;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps stretches of consecutive records, evenly spread over a run whose length nobody knows
 * before: of the stretches so far every n-th is kept, and n doubles whenever there are twice as
 * many as are wanted.
 */
final class Recorder implements TraceAnalyzer {

  private final Path file;
  private final int wanted;
  private final int stretchRecords;
  private final List<Recording> kept = new ArrayList<>();
  private long every = 1;
  private Recording current;

  Recorder(final Path file, final int stretches, final int stretchRecords) {
    this.file = file;
    wanted = stretches;
    this.stretchRecords = stretchRecords;
    current = new Recording(stretchRecords);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      final long ordinal = batch.firstOrdinal() + i;
      if (ordinal / stretchRecords % every == 0) {
        final int index = (int) (ordinal % stretchRecords);
        current.set(index, batch.word(i), batch.address(i));
        if (index == stretchRecords - 1) {
          keepCurrent();
        }
      }
    }
  }

  private void keepCurrent() {
    kept.add(current);
    current = new Recording(stretchRecords);
    if (kept.size() == 2 * wanted) {
      final List<Recording> half = new ArrayList<>();
      for (int i = 0; i < kept.size(); i += 2) {
        half.add(kept.get(i));
      }
      kept.clear();
      kept.addAll(half);
      every *= 2;
    }
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    final int stretches = Math.min(wanted, kept.size());
    if (stretches == 0) {
      throw new IllegalStateException(
          "a recording needs at least "
              + stretchRecords
              + " records, but there were "
              + end.recordsDelivered());
    }
    final Recording all = new Recording(stretches * stretchRecords);
    for (int i = 0; i < stretches; i++) {
      final Recording from = kept.get((int) ((long) i * kept.size() / stretches));
      all.copy(from, i * stretchRecords, stretchRecords);
    }
    try {
      all.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the recording " + file, e);
    }
    return AnalysisResult.of(
        Section.of(
            "recording", "Recording", Metric.of("records", "Kept", all.size(), Unit.ACCESSES)));
  }
}
