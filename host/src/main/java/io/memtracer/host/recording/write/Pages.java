package io.memtracer.host.recording.write;

import io.memtracer.host.recording.format.Mark;
import io.memtracer.host.recording.format.PageMark;
import io.memtracer.host.recording.format.Sink;
import io.memtracer.host.ring.PageTable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where in physical memory the pages of all vCPUs are, as far as it was told: each chunk begins
 * with all of it, since no chunk needs another one.
 *
 * <p>Not thread-safe.
 */
final class Pages {

  private final SortedMap<Integer, PageTable> tables = new TreeMap<>();
  private boolean areInChunk;

  /** Whether any is known. */
  boolean areTold() {
    return !tables.isEmpty();
  }

  /** The next chunk says nothing yet. */
  void beginChunk() {
    areInChunk = false;
  }

  /**
   * Takes one.
   *
   * @return whether the chunk has to say it: if not, it says all before its first record
   */
  boolean take(final int vcpu, final long page, final long frame) {
    tables.computeIfAbsent(vcpu, some -> new PageTable()).tell(page, frame);
    return areInChunk;
  }

  /** Says all that are known, once a chunk, each behind what begins a mark. */
  void tellAll(final Runnable mark, final Sink marks) {
    if (!areInChunk) {
      areInChunk = true;
      tables.forEach(
          (vcpu, table) ->
              table.forEach(
                  (page, frame) -> {
                    mark.run();
                    tell(vcpu, page, frame, marks);
                  }));
    }
  }

  /** What belongs to {@link Mark#PAGE}. */
  static void tell(final int vcpu, final long page, final long frame, final Sink marks) {
    marks.putVarint(vcpu);
    PageMark.put(page, frame, marks);
  }
}
