package io.memtracer.plugins.tlb;

import io.memtracer.api.Task;
import io.memtracer.plugins.support.AddressSpaces;

/** The TLBs of one vCPU, of which the second is asked for what the first hasn't got. */
final class Tlb {

  /** What had a page. */
  static final int FIRST = 0;

  static final int SECOND = 1;
  static final int WALK = 2;

  private final LatestPages latest;
  private final LruSets[] first;
  private final HintedSets second;
  private final Spaces spaces;
  private long apartBits;

  /** How often each of them was the one. */
  private final long[] answers = new long[WALK + 1];

  private long switches;
  private long flushed;

  Tlb(final Shape shape) {
    first = new LruSets[] {shape.small().empty(), shape.large().empty()};
    second = new HintedSets(shape.second().sets(), shape.second().ways());
    spaces = new Spaces(shape.asids());
    latest = new LatestPages(shape);
  }

  /**
   * Says who runs. What has no address space of its own, such as the kernel's threads, borrows that
   * of whoever ran before.
   *
   * @return what {@link AddressSpaces#apart} needs to know
   */
  long run(final Task task) {
    final long space = AddressSpaces.kept(task.addressSpace());
    if (space != 0 && space != spaces.current()) {
      apartBits = AddressSpaces.of(task);
      latest.forget();
      switches++;
      final long gone = spaces.enter(space);
      if (gone != Spaces.NONE) {
        flush(gone);
      }
    }
    return apartBits;
  }

  private void flush(final long space) {
    flushed += second.forget(tag -> Pages.isOf(tag, space));
    for (final LruSets sets : first) {
      sets.forget(tag -> Pages.isOf(tag, space));
    }
  }

  /** What each set of the first level used last. */
  LatestPages latest() {
    return latest;
  }

  /**
   * Looks for a page. {@link #latest} has to be told of it as well.
   *
   * @param apart an address in it, told apart
   * @param large 1 if the page is large, otherwise 0
   * @return {@link #FIRST}, {@link #SECOND} or {@link #WALK}
   */
  int access(final long apart, final int large) {
    final long page = apart >>> Pages.shift(large);
    final long tag = Pages.tag(apart, large);
    if (first[large].use(page, tag) == tag) {
      return FIRST;
    }
    return second.use(page, tag) ? SECOND : WALK;
  }

  /** Takes note of what had a page that the first level hadn't. */
  void count(final int answered) {
    answers[answered]++;
  }

  /** How often something that isn't the first level had a page. */
  long answers(final int who) {
    return answers[who];
  }

  /** How often another address space came. */
  long switches() {
    return switches;
  }

  /** How many pages of the second level were forgotten for that. */
  long flushed() {
    return flushed;
  }
}
