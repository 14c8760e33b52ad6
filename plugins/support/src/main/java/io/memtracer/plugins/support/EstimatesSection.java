package io.memtracer.plugins.support;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a sampled run tells of the whole one: the section that analyzers have of that. */
public final class EstimatesSection {

  /** Its key. */
  public static final String KEY = "estimates";

  private EstimatesSection() {}

  /**
   * Makes it.
   *
   * @param findings what it says in sentences
   * @param blocks how many were traced
   * @param whole accesses of the run
   * @param figures its tables
   * @return the section
   */
  public static Section of(
      final Findings findings, final long blocks, final long whole, final Item... figures) {
    final List<Item> items = new ArrayList<>(findings.all());
    items.add(Metric.of("blocks", "Blocks that were traced", blocks, Unit.COUNT));
    items.add(Metric.of("whole", "Accesses of the whole run", whole, Unit.ACCESSES));
    Collections.addAll(items, figures);
    return new Section(KEY, "Estimates of the whole run", items);
  }
}
