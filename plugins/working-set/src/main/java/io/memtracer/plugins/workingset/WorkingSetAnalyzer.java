package io.memtracer.plugins.workingset;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.BoundedSeries;
import io.memtracer.plugins.support.LongTable;
import io.memtracer.plugins.support.PageFilter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

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
 * new window clears nothing. Before it stands a small table of what was touched lately: most
 * accesses are found there and change nothing.
 */
final class WorkingSetAnalyzer implements TraceAnalyzer, Mergeable {

  /** As nearly all use it: a shift by a constant takes half the time of one by a variable. */
  private static final int USUAL_SHIFT = 12;

  private static final int FIRST_RECENT = 1 << 12;
  private static final int MAX_RECENT = 1 << 17;

  /** Store and CPL are three bits side by side; a page's mark has one bit for what they mean. */
  private static final int KIND_SHIFT = 5;

  private static final int KINDS = 8;
  private static final int KIND_MASK = KINDS - 1;

  private static final int[] MARKS = Who.marks();

  /** An entry: number of the window, marks since the start, marks in that window. */
  private static final int WINDOW_SHIFT = 8;

  private static final int EVER_SHIFT = 4;
  private static final int MARK_MASK = Who.COMBINATIONS - 1;

  private final long window;
  private final long pageSize;
  private final int pageShift;

  private final LongTable pages = new LongTable();
  private final long[] everByMark = new long[Who.COMBINATIONS];
  private final long[] windowByMark = new long[Who.COMBINATIONS];
  private final PageFilter recent;

  private final WindowStatistics statistics;
  private final Place place;
  private long windowNumber = 1;

  /** Pages of the first window, if the part began inside of it and it is over. */
  private MarkedPages head = MarkedPages.NONE;

  WorkingSetAnalyzer(final long window, final long pageSize, final int seriesPoints) {
    this.window = window;
    place = new Place(window);
    this.pageSize = pageSize;
    pageShift = Long.numberOfTrailingZeros(pageSize);
    // Clearing it after each window must not cost more than the window.
    final int most =
        (int) Long.highestOneBit(Math.min(MAX_RECENT, Math.max(1 << KIND_SHIFT, window / KINDS)));
    recent = new PageFilter(KINDS, pageShift, Math.min(FIRST_RECENT, most), most);
    statistics = new WindowStatistics(new BoundedSeries(Who.values().length, seriesPoints));
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
      touch(batch, next, end);
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
    recent.clear();
  }

  /** Most records change nothing; the others end a run of such, and are looked at. */
  private void touch(final RecordBatch batch, final int from, final int to) {
    final long space = AddressSpaces.of(batch.task());
    int next = from;
    while (next < to) {
      final long address = AddressSpaces.apart(batch.address(next), space);
      final int word = (int) batch.word(next);
      final int kind = word >>> KIND_SHIFT & KIND_MASK;
      touchPage(address >>> pageShift, MARKS[kind]);
      touchPagesBehind(address, RecordWord.size(word), MARKS[kind]);
      recent.fit(pages.size());
      recent.remember(address, kind);
      next =
          pageShift == USUAL_SHIFT
              ? run(batch, next + 1, to, space, USUAL_SHIFT)
              : run(batch, next + 1, to, space, pageShift);
    }
  }

  /**
   * Finds the next record that may change something. The loop has no call in it, and where it is
   * compiled into its caller, a shift by a constant.
   */
  private int run(
      final RecordBatch batch, final int from, final int to, final long space, final int shift) {
    final long[] lately = recent.cells();
    final int slots = recent.perKind() - 1;
    final int kindFactor = recent.perKind() >>> KIND_SHIFT;
    final long bytes = 1L << shift;
    final long surelyInside = PageFilter.limit(bytes, PageFilter.MAX_ACCESS_BYTES);
    int i = from;
    for (; i < to; i++) {
      final int word = (int) batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      final int kindIndex = (word & KIND_MASK << KIND_SHIFT) * kindFactor;
      final long offset = address - lately[((int) (address >>> shift) & slots) + kindIndex];
      if (offset >= surelyInside && offset >= PageFilter.limit(bytes, RecordWord.size(word))) {
        break;
      }
    }
    return i;
  }

  /** The pages that an access reaches into; behind the last page comes the first. */
  private void touchPagesBehind(final long address, final int bytes, final int mark) {
    final long more = ((address & (pageSize - 1)) + bytes - 1) >>> pageShift;
    for (long i = 1; i <= more; i++) {
      touchPage(((address >>> pageShift) + i) & (-1L >>> pageShift), mark);
    }
  }

  private void touchPage(final long page, final int mark) {
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

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    if (place.inWindow() > 0) {
      statistics.addPartial(end.recordsDelivered(), place.inWindow(), windowByMark);
    }
    return new WorkingSetReport(window, pageSize, statistics, everByMark)
        .result(end.recordsDelivered());
  }
}
