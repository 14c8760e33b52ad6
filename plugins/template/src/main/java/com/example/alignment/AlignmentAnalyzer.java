package com.example.alignment;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;

/** Counts accesses whose address is no multiple of their size, or that touch two cache lines. */
final class AlignmentAnalyzer implements TraceAnalyzer {

  private final long lineSize;
  private long unaligned;
  private long crossing;

  AlignmentAnalyzer(final long lineSize) {
    this.lineSize = lineSize;
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      final int size = batch.accessSize(i);
      final long address = batch.address(i);
      if ((address & (size - 1)) != 0) {
        unaligned++;
      }
      if (Long.remainderUnsigned(address, lineSize) + size > lineSize) {
        crossing++;
      }
    }
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    final long records = end.recordsDelivered();
    final double share = records == 0 ? 0 : (double) unaligned / records;
    return AnalysisResult.of(
        Section.of(
            "alignment",
            "Alignment",
            Metric.of("accesses", "Accesses", records, Unit.ACCESSES),
            Metric.of("unaligned", "Not aligned", unaligned, Unit.ACCESSES),
            Metric.of("unaligned-share", "Share not aligned", share, Unit.RATIO),
            Metric.of("line-crossing", "Crossing a cache line", crossing, Unit.ACCESSES)));
  }
}
