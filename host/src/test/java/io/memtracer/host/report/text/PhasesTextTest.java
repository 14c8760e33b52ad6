package io.memtracer.host.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.report.Reports;
import io.memtracer.host.status.Phases;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PhasesTextTest {

  private static final PhasesText TEXT = new PhasesText(TextStyle.plain(true));

  @Test
  void saysNothingWhereThereIsNone() {
    assertEquals(List.of(), TEXT.lines(Phases.NONE, 1));
    assertEquals(List.of(), TEXT.lines(Phases.unknown("nobody looked"), 1));
  }

  @Test
  void hasThoseWithinOthersAmongThem() {
    assertEquals(
        """

        phases
                          Times    Accesses  Share        User     Kernel
          load                2  40,000,000  50.0%  39,000,000  1,000,000
            parse         1,500   9,000,000  11.2%   9,000,000          0
          query               1           0   0.0%           0          0
          outside of all         40,000,123  50.0%
          1 had not ended when tracing did
          1 time one was to end that had not begun
          3 times one began for which there was no room: it counts for the one that it is in\
        """
            .lines()
            .toList(),
        TEXT.lines(Reports.somePhases(), Reports.RECORDS));
  }
}
