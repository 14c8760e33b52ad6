package io.memtracer.host.report;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.AnalyzerOutcome;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects the addresses of code in what analyzers found: a report can say what lies there. */
public final class CodeAddresses implements ItemVisitor<Void> {

  private final Set<Long> addresses = new TreeSet<>();

  private CodeAddresses() {}

  /**
   * All of them.
   *
   * @param analyzers with their results
   * @return each address once
   */
  public static Set<Long> of(final List<AnalyzerOutcome> analyzers) {
    final CodeAddresses collector = new CodeAddresses();
    analyzers.stream()
        .flatMap(analyzer -> analyzer.result().stream())
        .flatMap(result -> result.sections().stream())
        .flatMap(section -> section.items().stream())
        .forEach(collector::visit);
    return collector.addresses;
  }

  private void add(final Object value, final Unit unit) {
    if (unit.kind() == Unit.Kind.CODE_ADDRESS && value instanceof Long address) {
      addresses.add(address);
    }
  }

  @Override
  public Void metric(final Metric metric) {
    add(metric.value(), metric.unit());
    return null;
  }

  @Override
  public Void table(final Table table) {
    final List<Column> columns = table.columns();
    for (final List<Object> row : table.rows()) {
      for (int i = 0; i < row.size(); i++) {
        add(row.get(i), columns.get(i).unit());
      }
    }
    return null;
  }

  @Override
  public Void histogram(final Histogram histogram) {
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
