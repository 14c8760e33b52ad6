package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoundedSeriesTest {

  @Test
  void keepsWhatFits() {
    final BoundedSeries series = new BoundedSeries(2, 4);
    series.add(10, 1, 100);
    series.add(20, 2, 200);
    assertArrayEquals(new long[] {10, 20}, series.ends());
    assertArrayEquals(new long[] {100, 200}, series.sums(1));
    assertArrayEquals(new double[] {1, 2}, series.maxima(0));
    assertEquals(1, series.windowsPerPoint());
  }

  @Test
  void mergesNeighbours() {
    final BoundedSeries series = new BoundedSeries(1, 4);
    for (int i = 1; i <= 11; i++) {
      series.add(i * 10L, i);
    }
    assertEquals(4, series.windowsPerPoint());
    assertArrayEquals(new long[] {40, 80, 110}, series.ends());
    assertArrayEquals(new double[] {2.5, 6.5, 10}, series.means(0));
    assertArrayEquals(new double[] {4, 8, 11}, series.maxima(0));
  }

  @Test
  void keepsAPartialWindowApart() {
    final BoundedSeries series = new BoundedSeries(1, 4);
    for (int i = 1; i <= 8; i++) {
      series.add(i * 10L, i);
    }
    series.addPartial(83, 99);
    assertEquals(83, series.ends()[2]);
    assertArrayEquals(new double[] {2.5, 6.5, 99}, series.means(0));
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
