package io.memtracer.host.report;

import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;

/**
 * What a renderer does with each kind of item: whoever forgets one isn't compiled.
 *
 * @param <R> what comes out
 */
public interface ItemVisitor<R> {

  /** A figure. */
  R metric(Metric metric);

  /** A table. */
  R table(Table table);

  /** A histogram. */
  R histogram(Histogram histogram);

  /** Lines over the course of a run. */
  R series(Series series);

  /** Lines over something else. */
  R curve(Curve curve);

  /** A grid. */
  R heatMap(HeatMap map);

  /** A finding. */
  R finding(Finding finding);

  /** Lines of text. */
  R text(TextBlock text);

  /** Tells the kinds apart: the only place that does. */
  default R visit(final Item item) {
    if (item instanceof Metric metric) {
      return metric(metric);
    } else if (item instanceof Table table) {
      return table(table);
    } else if (item instanceof Histogram histogram) {
      return histogram(histogram);
    } else if (item instanceof Series series) {
      return series(series);
    } else if (item instanceof Curve curve) {
      return curve(curve);
    } else if (item instanceof HeatMap map) {
      return heatMap(map);
    } else if (item instanceof Finding finding) {
      return finding(finding);
    } else if (item instanceof TextBlock text) {
      return text(text);
    }
    throw new IllegalArgumentException("an item of a kind that isn't known: " + item);
  }
}
