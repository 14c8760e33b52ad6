package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedSeriesTest {

  @Test
  void keepsWhatFits() {
    final BoundedSeries series = new BoundedSeries(2, 4);
    series.add(10, 1, 100);
    series.add(20, 2, 200);
    assertEquals(List.of(10L, 20L), series.ends());
    assertArrayEquals(new long[] {100, 200}, series.sums(1));
    assertEquals(List.of(1.0, 2.0), series.maxima(0));
    assertEquals(1, series.windowsPerPoint());
  }

  @Test
  void mergesNeighbours() {
    final BoundedSeries series = new BoundedSeries(1, 4);
    for (int i = 1; i <= 11; i++) {
      series.add(i * 10L, i);
    }
    assertEquals(4, series.windowsPerPoint());
    assertEquals(List.of(40L, 80L, 110L), series.ends());
    assertEquals(List.of(2.5, 6.5, 10.0), series.means(0));
    assertEquals(List.of(4.0, 8.0, 11.0), series.maxima(0));
  }

  @Test
  void keepsAPartialWindowApart() {
    final BoundedSeries series = new BoundedSeries(1, 4);
    for (int i = 1; i <= 8; i++) {
      series.add(i * 10L, i);
    }
    series.addPartial(83, 99);
    assertEquals(List.of(20L, 40L, 60L, 80L, 83L).subList(4, 5), series.ends().subList(2, 3));
    assertEquals(List.of(2.5, 6.5, 99.0), series.means(0));
  }

  @Test
  void losesNothingHoweverLong() {
    final BoundedSeries series = new BoundedSeries(1, 8);
    for (int i = 1; i <= 100_003; i++) {
      series.add(i, 1);
    }
    series.addPartial(100_004, 1);
    assertEquals(100_004, Arrays.stream(series.sums(0)).sum());
  }
}
