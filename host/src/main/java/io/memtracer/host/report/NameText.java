package io.memtracer.host.report;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Metric;
import io.memtracer.host.status.Names;
import java.util.List;
import java.util.Optional;

/** Says what lies at the addresses of a result, of code or of data, in a few words. */
public final class NameText {

  private NameText() {}

  public static Optional<String> of(final Names names, final Metric metric) {
    return Places.code(metric)
        .flatMap(names::of)
        .map(CodeText::of)
        .or(() -> Places.data(metric).flatMap(names::of).map(DataText::of));
  }

  public static Optional<String> of(
      final Names names, final List<Column> columns, final List<Object> row, final int index) {
    return Places.code(columns, row, index)
        .flatMap(names::of)
        .map(CodeText::of)
        .or(() -> Places.data(columns, row, index).flatMap(names::of).map(DataText::of));
  }
}
