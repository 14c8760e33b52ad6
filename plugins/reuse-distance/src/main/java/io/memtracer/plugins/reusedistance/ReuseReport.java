package io.memtracer.plugins.reusedistance;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.Kinds;
import java.util.ArrayList;
import java.util.List;

/** Puts the figures into sections. The keys are listed in docs/analyzers/reuse-distance.md. */
final class ReuseReport {

  static final Unit REFERENCES = Unit.counted("references", "reference", "references");

  private final Figures figures;
  private final MissRatios ratios;
  private final boolean partial;

  ReuseReport(final Figures figures, final boolean partial) {
    this.figures = figures;
    this.partial = partial;
    ratios = new MissRatios(figures);
  }

  AnalysisResult result() {
    return AnalysisResult.of(summary(), ratios.section());
  }

  private Section summary() {
    final Kinds.Part all = Kinds.Part.TOTAL;
    final List<Item> items = new ArrayList<>(new ReuseFindings(figures, ratios, partial).all());
    items.add(Metric.of("accesses", "Accesses", figures.references().accesses(all), Unit.ACCESSES));
    items.add(
        Metric.of(
            "crossings", "Lines they went on to", figures.references().crossings(all), Unit.LINES));
    items.add(Metric.of("line-size", "Line size", figures.lineBytes(), Unit.BYTES));
    items.add(
        Metric.of(
            "cold",
            "Lines accessed for the first time",
            Math.round(figures.cold(all)),
            Unit.LINES));
    figures.sample().ifPresent(sample -> sampled(items, sample));
    items.add(byMode());
    items.add(histogram("distances", "Distinct lines between two uses of a line", true));
    items.add(histogram("times", "References from one use of a line to the next", false));
    return new Section("reuse-distance", "Reuse distance", items);
  }

  private void sampled(final List<Item> items, final Figures.Sample sample) {
    items.add(Metric.of("measured", "Lines measured", sample.lines(), Unit.LINES));
    items.add(Metric.of("rate", "Share of lines", 1 / sample.inverseRate(), Unit.RATIO));
    items.add(
        Metric.of(
            "stated-error",
            "Miss ratios are off by, on average at most",
            ratios.statedError(),
            Unit.RATIO));
  }

  private Table byMode() {
    final Table.Builder table =
        Table.builder("by-mode", "Half of the reuses, and nine of ten, are no farther than this")
            .column("mode", "Mode", Unit.TEXT)
            .column("references", "References", REFERENCES)
            .column("cold", "First uses", REFERENCES)
            .column("distance-p50", "Distance, half", Unit.LINES)
            .column("distance-p90", "Distance, 90 %", Unit.LINES)
            .column("time-p50", "Time, half", REFERENCES)
            .column("time-p90", "Time, 90 %", REFERENCES);
    for (final Kinds.Part part : Kinds.Part.values()) {
      final double[] distances = figures.distances(part);
      final double[] times = figures.times(part);
      table
          .row()
          .cell(part.key())
          .cell(figures.references().of(part))
          .cell(Math.round(figures.cold(part)))
          .cell(RangeCounts.percentile(distances, 50))
          .cell(RangeCounts.percentile(distances, 90))
          .cell(RangeCounts.percentile(times, 50))
          .cell(RangeCounts.percentile(times, 90));
    }
    return table.build();
  }

  private Histogram histogram(final String key, final String title, final boolean distances) {
    final Kinds.Part all = Kinds.Part.TOTAL;
    return new Histogram(
        key,
        title,
        distances ? Unit.LINES : REFERENCES,
        REFERENCES,
        RangeCounts.buckets(distances ? figures.distances(all) : figures.times(all)),
        List.of(new Histogram.Outside("cold", "first uses", Math.round(figures.cold(all)))));
  }
}
