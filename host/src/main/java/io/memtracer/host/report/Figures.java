package io.memtracer.host.report;

import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.AnalyzerOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects every number that analyzers found, but for those of lines and pictures. */
public final class Figures {

  private final List<Figure> figures = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();

  private Figures() {}

  public static List<Figure> of(final List<AnalyzerOutcome> analyzers) {
    final Figures all = new Figures();
    for (final AnalyzerOutcome analyzer : analyzers) {
      analyzer
          .result()
          .ifPresent(
              result -> result.sections().forEach(section -> all.add(analyzer.label(), section)));
    }
    return all.figures;
  }

  private void add(final String label, final Section section) {
    for (final Item item : section.items()) {
      new Collector(label + "/" + section.key() + "/" + item.key()).visit(item);
    }
  }

  /** Takes the figures of an item; lines, pictures and text have none that could be named. */
  private final class Collector implements ItemVisitor<Void> {

    private final String path;

    Collector(final String path) {
      this.path = path;
    }

    @Override
    public Void metric(final Metric metric) {
      add(path, metric.value(), metric.unit());
      return null;
    }

    @Override
    public Void table(final Table table) {
      table.rows().forEach(row -> add(path, table.columns(), row));
      return null;
    }

    @Override
    public Void histogram(final Histogram histogram) {
      final Unit unit = histogram.countUnit();
      histogram.buckets().forEach(bucket -> add(path + "/" + range(bucket), bucket.count(), unit));
      histogram.outside().forEach(some -> add(path + "/" + some.key(), some.count(), unit));
      return null;
    }

    @Override
    public Void series(final Series series) {
      return null;
    }

    @Override
    public Void curve(final Curve curve) {
      return null;
    }

    @Override
    public Void heatMap(final HeatMap map) {
      return null;
    }

    @Override
    public Void finding(final Finding finding) {
      return null;
    }

    @Override
    public Void text(final TextBlock text) {
      return null;
    }
  }

  /** A row is called what is in its first column; if that comes again, with -2 and so on. */
  private void add(final String table, final List<Column> columns, final List<Object> row) {
    final String name = table + "/" + text(row.get(0), columns.get(0).unit());
    String distinct = name;
    for (int i = 2; !paths.add(distinct); i++) {
      distinct = name + "-" + i;
    }
    for (int i = 1; i < row.size(); i++) {
      if (row.get(i) instanceof Number number) {
        add(distinct + "/" + columns.get(i).key(), number, columns.get(i).unit());
      }
    }
  }

  private void add(final String path, final Number value, final Unit unit) {
    figures.add(new Figure(path, value, unit));
  }

  private static String range(final Bucket bucket) {
    return bucket.low() == bucket.high()
        ? Long.toString(bucket.low())
        : bucket.low() + ".." + bucket.high();
  }

  private static String text(final Object cell, final Unit unit) {
    return unit.isAddress() && cell instanceof Long address
        ? "0x" + Long.toHexString(address)
        : cell.toString();
  }
}
