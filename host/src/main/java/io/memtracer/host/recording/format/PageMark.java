package io.memtracer.host.recording.format;

/** What belongs to {@link Mark#PAGE} behind its vCPU: two varints, as docs/trace-format.md says. */
public final class PageMark {

  private static final int PAGE_SHIFT = 12;
  private static final int FLAG_BITS = 2;
  private static final long FLAGS = (1 << FLAG_BITS) - 1;

  private PageMark() {}

  /** Appends both; of the physical page the flags as well. */
  public static void put(final long page, final long frame, final Sink marks) {
    marks.putVarint(page >>> PAGE_SHIFT);
    marks.putVarint(frame >>> PAGE_SHIFT << FLAG_BITS | (frame & FLAGS));
  }

  /** The first one. */
  public static long takePage(final Source marks) {
    return marks.takeVarint() << PAGE_SHIFT;
  }

  /** The second one. */
  public static long takeFrame(final Source marks) {
    final long frame = marks.takeVarint();
    return frame >>> FLAG_BITS << PAGE_SHIFT | (frame & FLAGS);
  }
}
