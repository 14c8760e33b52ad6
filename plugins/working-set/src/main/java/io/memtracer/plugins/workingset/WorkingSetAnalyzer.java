package io.memtracer.plugins.workingset;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.BoundedSeries;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.LongTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Counts the distinct pages touched in consecutive windows of T accesses.
 *
 * <p>P. J. Denning, "The working set model for program behavior", Communications of the ACM 11(5),
 * 1968, defines the working set W(t, T) as the pages referenced in the T accesses before t. Here t
 * takes the values T, 2T, 3T, ...: the windows don't overlap, and each access belongs to one.
 * Windows are cut from the stream of all vCPUs, user and kernel code together; within a window the
 * pages of each are counted apart. Pages of different address spaces are different pages, the
 * kernel's are the same in all. An access that crosses the end of a page touches the next one too.
 *
 * <p>Each page has an entry that says in which window it was touched last and by whom, so that a
 * new window clears nothing.
 */
final class WorkingSetAnalyzer implements TraceAnalyzer, Mergeable, Touches.Sink {

  /** An entry: number of the window, marks since the start, marks in that window. */
  private static final int WINDOW_SHIFT = 8;

  private static final int EVER_SHIFT = 4;
  private static final int MARK_MASK = Who.COMBINATIONS - 1;

  private final long window;
  private final long pageSize;

  private final LongTable pages = new LongTable();
  private final long[] everByMark = new long[Who.COMBINATIONS];
  private final long[] windowByMark = new long[Who.COMBINATIONS];
  private final Touches touches;

  private final WindowStatistics statistics;
  private final Completeness completeness = new Completeness();
  private final Place place;
  private long windowNumber = 1;

  /** Pages of the first window, if the part began inside of it and it is over. */
  private MarkedPages head = MarkedPages.NONE;

  WorkingSetAnalyzer(final long window, final long pageSize, final int seriesPoints) {
    this.window = window;
    place = new Place(window);
    this.pageSize = pageSize;
    touches = new Touches(pageSize, window, this);
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
    if (!place.isStarted()) {
      place.start(batch.firstOrdinal());
      statistics.startAt(place.firstWhole());
    }
    int next = 0;
    while (next < batch.size()) {
      final int end = (int) Math.min(batch.size(), next + place.left());
      touches.touch(batch, next, end);
      if (place.endsAfter(end - next)) {
        closeWindow();
      }
      next = end;
    }
  }

  private void closeWindow() {
    if (place.isInHead()) {
      head = new MarkedPages(16);
      pages.forEach(
          (page, entry) -> {
            if (entry >>> WINDOW_SHIFT == windowNumber && ((int) entry & MARK_MASK) != 0) {
              head.add(page, (int) entry & MARK_MASK);
            }
          });
    } else {
      statistics.add(place.end(), windowByMark);
    }
    place.nextWindow();
    windowNumber++;
    Arrays.fill(windowByMark, 0);
    touches.clear();
  }

  @Override
  public int pages() {
    return pages.size();
  }

  @Override
  public void touch(final long page, final int mark) {
    final int place = pages.find(page);
    final long entry = pages.value(place);
    if (entry >>> WINDOW_SHIFT != windowNumber || ((int) entry & mark) == 0) {
      mark(place, page, entry, mark, mark);
    }
  }

  /** Puts marks on a page: those of the whole trace, and those of the window that is open. */
  private void mark(
      final int place, final long page, final long entry, final int ever, final int inWindow) {
    final int windowBefore = entry >>> WINDOW_SHIFT == windowNumber ? (int) entry & MARK_MASK : 0;
    final int everBefore = (int) (entry >>> EVER_SHIFT) & MARK_MASK;
    final int everAfter = everBefore | ever;
    final int windowAfter = windowBefore | inWindow;
    everByMark[everBefore]--;
    everByMark[everAfter]++;
    windowByMark[windowBefore]--;
    windowByMark[windowAfter]++;
    final long updated =
        windowNumber << WINDOW_SHIFT | (long) everAfter << EVER_SHIFT | windowAfter;
    if (entry == 0) {
      pages.insert(place, page, updated);
    } else {
      pages.update(place, updated);
    }
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    completeness.save(out);
    place.save(out);
    final MarkedPages all = new MarkedPages(pages.size());
    pages.forEach(
        (page, entry) -> {
          final int ever = (int) (entry >>> EVER_SHIFT) & MARK_MASK;
          final int now = entry >>> WINDOW_SHIFT == windowNumber ? (int) entry & MARK_MASK : 0;
          all.add(page, ever << EVER_SHIFT | now);
        });
    all.save(out);
    head.save(out);
    statistics.save(out);
  }

  @Override
  public void mergeNext(final DataInput in) throws IOException {
    completeness.append(in);
    final Place next = place.read(in);
    final MarkedPages all = MarkedPages.read(in);
    final MarkedPages nextHead = MarkedPages.read(in);
    if (!next.isStarted()) {
      statistics.skip(in);
      return;
    }
    if (!place.isStarted()) {
      head = nextHead;
      statistics.startAt(next.firstWhole());
    } else if (next.beganInside() && !next.isInHead()) {
      nextHead.forEach((page, marks) -> merge(page, marks, marks));
      closeWindow();
    }
    statistics.append(in);
    place.join(next);
    all.forEach((page, marks) -> merge(page, marks >>> EVER_SHIFT, marks & MARK_MASK));
  }

  private void merge(final long page, final int ever, final int inWindow) {
    final int found = pages.find(page);
    mark(found, page, pages.value(found), ever, inWindow);
  }

  /** Of the windows that are over, and of all pages. */
  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(place.isStarted() ? place.position() : 0)));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    if (place.inWindow() > 0) {
      statistics.addPartial(end.recordsDelivered(), place.inWindow(), windowByMark);
    }
    return result(end);
  }

  private AnalysisResult result(final EndOfTrace end) {
    return new WorkingSetReport(window, window, pageSize, statistics, everByMark)
        .result(end.recordsDelivered(), completeness.isPartial(end));
  }
}
