package io.memtracer.host.report.text;

import io.memtracer.api.result.HeatMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of a heat map share a line of text: neighbours do, in equal numbers, but not across
 * what is left out, as long as there are lines enough for that.
 */
final class HeatMapRows {

  private HeatMapRows() {}

  /** The rows from one on and before another, the lowest first. */
  record Line(int from, int to) {

    int size() {
      return to - from;
    }
  }

  static List<Line> of(final HeatMap map, final int most) {
    final List<Line> bands = bands(map);
    final int rows = map.y().size();
    final List<Line> lines = new ArrayList<>();
    if (bands.size() > most) {
      cut(new Line(0, rows), Math.min(most, rows), lines);
      return lines;
    }
    // One line is for each band, and the others for the larger ones.
    final int others = Math.min(most, rows) - bands.size();
    for (final Line band : bands) {
      final int more =
          rows == bands.size() ? 0 : others * (band.size() - 1) / (rows - bands.size());
      cut(band, 1 + more, lines);
    }
    return lines;
  }

  /** Rows between which nothing is left out. */
  private static List<Line> bands(final HeatMap map) {
    final List<Line> bands = new ArrayList<>();
    int from = 0;
    for (int row = 1; row <= map.y().size(); row++) {
      if (row == map.y().size() || map.gapBelow(row) != 0) {
        bands.add(new Line(from, row));
        from = row;
      }
    }
    return bands;
  }

  private static void cut(final Line rows, final int into, final List<Line> lines) {
    final long size = rows.size();
    for (int i = 0; i < into; i++) {
      lines.add(
          new Line(rows.from + (int) (i * size / into), rows.from + (int) ((i + 1) * size / into)));
    }
  }
}
