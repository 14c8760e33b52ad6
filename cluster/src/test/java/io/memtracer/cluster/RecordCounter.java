package io.memtracer.cluster;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts records. */
class RecordCounter implements TraceAnalyzer, Mergeable {

  private long records;

  @Override
  public void onStart(final AnalysisContext context) {}

  @Override
  public void onBatch(final RecordBatch batch) {
    records += batch.size();
  }

  /** How many there have been. */
  final long records() {
    return records;
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return AnalysisResult.of(
        Section.of("counts", "Counts", Metric.of("records", "Records", records, Unit.ACCESSES)));
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    out.writeLong(records);
  }

  @Override
  public void mergeNext(final DataInput in) throws IOException {
    records += in.readLong();
  }

  @Override
  public void close() {}
}
