package io.memtracer.plugins.tlb;

import io.memtracer.plugins.support.Kinds;
import java.util.List;

/** What was counted of all TLBs together. */
final class MissCounts {

  /** What the first level hadn't got, by {@link Kinds}. */
  private final long[] first = new long[Kinds.COUNT];

  /** What the second one hadn't got either. */
  private final long[] second = new long[Kinds.COUNT];

  private final long[] crossings = new long[Kinds.COUNT];

  /** By the size of the page: small, large. */
  private final long[] firstBySize = new long[2];

  private final long[] secondBySize = new long[2];

  /** An access went on to another page. */
  void cross(final int who) {
    crossings[who]++;
  }

  /** The first level hadn't got a page. */
  void miss(final int answered, final int who, final int large) {
    first[who]++;
    firstBySize[large]++;
    if (answered == Tlb.WALK) {
      second[who]++;
      secondBySize[large]++;
    }
  }

  /** The misses of each level, by {@link Kinds}. */
  List<long[]> misses() {
    return List.of(first, second);
  }

  long[] crossings() {
    return crossings;
  }

  /** What the first level hadn't got, of pages of a size. */
  long misses(final int large) {
    return firstBySize[large];
  }

  /** What no level had, of pages of a size. */
  long walks(final int large) {
    return secondBySize[large];
  }
}
