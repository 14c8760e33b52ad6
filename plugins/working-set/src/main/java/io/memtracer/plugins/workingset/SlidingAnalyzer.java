package io.memtracer.plugins.workingset;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.BoundedSeries;
import io.memtracer.plugins.support.Completeness;
import java.util.Optional;

/**
 * Counts the distinct pages in windows that overlap: each of T accesses, and a step behind the one
 * before. With a step of one access that is Denning's W(t, T) for each t. What a page, who, and a
 * touch are is as with {@link WorkingSetAnalyzer}.
 */
final class SlidingAnalyzer implements TraceAnalyzer, Touches.Sink {

  private final long window;
  private final long step;
  private final long pageSize;
  private final StepPages pages;
  private final Touches touches;
  private final WindowStatistics statistics;
  private final Completeness completeness = new Completeness();
  private long position;

  /**
   * Makes one that has seen nothing.
   *
   * @param window accesses, a multiple of those in a step
   */
  SlidingAnalyzer(final long window, final long step, final long pageSize, final int seriesPoints) {
    this.window = window;
    this.step = step;
    this.pageSize = pageSize;
    pages = new StepPages((int) (window / step));
    touches = new Touches(pageSize, step, this);
    statistics = new WindowStatistics(new BoundedSeries(Who.values().length, seriesPoints));
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
  }

  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    int next = 0;
    while (next < batch.size()) {
      final int end = (int) Math.min(batch.size(), next + step - position % step);
      touches.touch(batch, next, end);
      position += end - next;
      if (position % step == 0) {
        endStep();
      }
      next = end;
    }
  }

  private void endStep() {
    if (position >= window) {
      statistics.addPages(position, pages.sizes());
    }
    pages.next();
    touches.clear();
  }

  @Override
  public void touch(final long page, final int mark) {
    pages.touch(page, mark);
  }

  @Override
  public int pages() {
    return pages.pages();
  }

  /** Of the windows that are over, and of all pages. */
  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(position)));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    if (statistics.wholeWindows() > 0) {
      statistics.leftOver(position % step, pages.inStep());
    } else if (position > 0) {
      statistics.addPartialPages(position, position, pages.sizes());
    }
    return result(end);
  }

  private AnalysisResult result(final EndOfTrace end) {
    return new WorkingSetReport(window, step, pageSize, statistics, pages.everByMark())
        .result(end.recordsDelivered(), completeness.isPartial(end));
  }
}
