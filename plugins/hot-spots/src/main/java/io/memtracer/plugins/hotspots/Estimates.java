package io.memtracer.plugins.hotspots;

import io.memtracer.api.result.Section;
import java.util.List;

/** What is likely of a whole of which a part was counted. */
@FunctionalInterface
interface Estimates {

  /**
   * Tells it.
   *
   * @param pages the hottest
   * @param lines the hottest
   * @param sites the busiest
   */
  Section section(List<Hot> pages, List<Hot> lines, List<HotReport.Site> sites);
}
