package io.memtracer.host.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Phase;
import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.PhaseSpan;
import io.memtracer.host.status.Phases;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PhaseBandsTest {

  private static final Phases PHASES =
      new Phases(
              Optional.empty(),
              List.of(share(1, "load"), share(2, "so\u001brt"), share(3, "x")),
              0,
              0)
          .over(
              List.of(
                  new PhaseSpan(1, 0, 300),
                  new PhaseSpan(2, 500, 900),
                  new PhaseSpan(3, 900, 940)));

  private static PhaseShare share(final int id, final String name) {
    return new PhaseShare(new Phase(id, name), 0, name, false, 1, 1, 0, 0);
  }

  private static Optional<String> below(
      final PhaseBands bands, final double from, final double to, final int width) {
    return bands.below(width, column -> from + (column + 0.5) * (to - from) / width);
  }

  @Test
  void saysWherePhasesWere() {
    final PhaseBands bands = new PhaseBands(TextStyle.plain(true), PHASES);
    assertEquals(
        Optional.of("├load─────────┤          ├so\\x1brt──────────┤├┤   "),
        below(bands, 0, 1000, 50));
    assertEquals(Optional.of("├l┤  ├so┤ "), below(bands, 0, 1000, 10));
    assertEquals(Optional.of("│"), below(bands, 0, 1, 1));
    assertEquals(Optional.empty(), below(bands, 300, 500, 10));
    assertEquals(Optional.empty(), below(PhaseBands.NONE, 0, 1000, 10));
  }

  /** A series' points tell of what came before them. */
  @Test
  void areBelowWhatIsDrawnOfThem() {
    final Series series =
        Series.builder(
                "s",
                "s",
                Axis.linear("accesses so far", Unit.ACCESSES),
                Axis.linear("pages", Unit.PAGES),
                new long[] {300, 600, 900})
            .line("l", "l", new double[] {1, 2, 3})
            .build();
    final PhaseBands bands = new PhaseBands(TextStyle.plain(true), PHASES);
    final List<String> lines = new SeriesText(TextStyle.plain(true), bands).lines(series, 0);
    final String last = lines.get(lines.size() - 1);
    assertTrue(last.matches(" *├load─+┤ +├so\\\\x1brt─+┤"), last);
    final int width = last.length() - last.indexOf('├');
    assertEquals(width / 3.0, last.indexOf('┤') + 1 - last.indexOf('├'), 1);
    assertEquals(width * 5 / 9.0, last.lastIndexOf('├') - last.indexOf('├'), 1);
  }
}
