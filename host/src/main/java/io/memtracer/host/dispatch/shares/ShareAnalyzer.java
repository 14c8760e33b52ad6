package io.memtracer.host.dispatch.shares;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/**
 * One of those that share an analyzer's work. The first joins the others in the end, and closes
 * them; what it has found so far isn't known before.
 */
final class ShareAnalyzer implements TraceAnalyzer {

  private final TraceAnalyzer analyzer;
  private final Meeting meeting;
  private final int share;

  /** Whether it is the first one's now. */
  private boolean isHandedOver;

  /**
   * Has an analyzer take its share.
   *
   * @param analyzer is {@link Divisible}
   */
  ShareAnalyzer(final TraceAnalyzer analyzer, final Meeting meeting, final int share) {
    this.analyzer = analyzer;
    this.meeting = meeting;
    this.share = share;
    ((Divisible) analyzer).take(share, meeting.shares());
  }

  @Override
  public void onStart(final AnalysisContext context) {
    analyzer.onStart(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    meeting.requireOn();
    analyzer.onBatch(batch);
  }

  @Override
  public void onEvent(final TraceEvent event) {
    analyzer.onEvent(event);
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    if (share > 0) {
      isHandedOver = meeting.bring(share, analyzer);
      return AnalysisResult.of();
    }
    for (int other = 1; other < meeting.shares(); other++) {
      ((Divisible) analyzer).join(meeting.await(other));
    }
    return analyzer.onEnd(end);
  }

  @Override
  public void close() {
    final List<TraceAnalyzer> own = new ArrayList<>();
    if (share == 0) {
      own.addAll(meeting.disband());
    } else {
      meeting.callOff(share);
    }
    if (!isHandedOver) {
      own.add(analyzer);
    }
    CloseHelper.closeAll(own);
  }
}
