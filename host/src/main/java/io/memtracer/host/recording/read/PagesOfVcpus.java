package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.PageMark;
import io.memtracer.host.recording.format.Source;
import io.memtracer.host.ring.PageTable;
import java.util.HashMap;
import java.util.Map;

/**
 * Where in physical memory the pages of all vCPUs are, as far as a chunk has told.
 *
 * <p>Not thread-safe.
 */
final class PagesOfVcpus {

  private final Map<Integer, PageTable> tables = new HashMap<>();

  /** Forgets all. */
  void clear() {
    tables.values().forEach(PageTable::clear);
  }

  /**
   * Takes what belongs to a mark behind its vCPU.
   *
   * @throws DamagedException if no page can be there
   */
  void take(final int vcpu, final Source marks) {
    final long page = PageMark.takePage(marks);
    final long frame = PageMark.takeFrame(marks);
    try {
      tables.computeIfAbsent(vcpu, some -> new PageTable()).tell(page, frame);
    } catch (IllegalStateException e) {
      throw new DamagedException(e.getMessage(), e);
    }
  }

  /**
   * Says where accesses of a vCPU went.
   *
   * @throws DamagedException if a page was never told
   */
  void translate(
      final int vcpu, final long[] addresses, final long[] physical, final int from, final int to) {
    final PageTable table = tables.get(vcpu);
    if (table == null) {
      throw new DamagedException("nobody has told where pages of vCPU %d are".formatted(vcpu));
    }
    try {
      table.translate(addresses, physical, from, to);
    } catch (IllegalStateException e) {
      throw new DamagedException(e.getMessage(), e);
    }
  }
}
