package io.memtracer.plugins.workingset;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.PageFilter;

/**
 * Finds the accesses that may be the first ones of their kind to a page since the last {@link
 * #clear}, and tells of the pages. A small table has what was touched lately: most accesses are
 * found there. Not thread-safe.
 */
final class Touches {

  /** As nearly all use it: a shift by a constant takes half the time of one by a variable. */
  private static final int USUAL_SHIFT = 12;

  private static final int FIRST_RECENT = 1 << 12;
  private static final int MAX_RECENT = 1 << 17;

  /** Store and CPL are three bits side by side; a page's mark has one bit for what they mean. */
  private static final int KIND_SHIFT = 5;

  private static final int KINDS = 8;
  private static final int KIND_MASK = KINDS - 1;
  private static final int[] MARKS = Who.marks();

  private final long pageSize;
  private final int pageShift;
  private final PageFilter recent;
  private final Sink sink;

  /** Who is told. */
  interface Sink {

    /**
     * A page was touched, perhaps not for the first time.
     *
     * @param page its number, those of different address spaces apart
     * @param mark one of the bits of {@link Who}
     */
    void touch(long page, int mark);

    /** How many pages there are. */
    int pages();
  }

  /**
   * Makes one that has found nothing.
   *
   * @param pageSize a power of two
   * @param clearedAfter records between one {@link #clear} and the next: to clear it must not cost
   *     more than these
   */
  Touches(final long pageSize, final long clearedAfter, final Sink sink) {
    this.pageSize = pageSize;
    this.sink = sink;
    pageShift = Long.numberOfTrailingZeros(pageSize);
    final int most =
        (int)
            Long.highestOneBit(
                Math.min(MAX_RECENT, Math.max(1 << KIND_SHIFT, clearedAfter / KINDS)));
    recent = new PageFilter(KINDS, pageShift, Math.min(FIRST_RECENT, most), most);
  }

  void clear() {
    recent.clear();
  }

  /** Most records change nothing; the others end a run of such, and are looked at. */
  void touch(final RecordBatch batch, final int from, final int to) {
    final long space = AddressSpaces.of(batch.task());
    int next = from;
    while (next < to) {
      final long address = AddressSpaces.apart(batch.address(next), space);
      final int word = (int) batch.word(next);
      final int kind = word >>> KIND_SHIFT & KIND_MASK;
      sink.touch(address >>> pageShift, MARKS[kind]);
      touchPagesBehind(address, RecordWord.size(word), MARKS[kind]);
      recent.fit(sink.pages());
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
      sink.touch(((address >>> pageShift) + i) & (-1L >>> pageShift), mark);
    }
  }
}
