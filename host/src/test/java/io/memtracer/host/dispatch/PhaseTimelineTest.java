package io.memtracer.host.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.PhaseSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PhaseTimelineTest {

  private final PhaseTimeline timeline = new PhaseTimeline();

  @Test
  void isExactWhereTheRunIsShort() {
    timeline.add(0, 0, 10);
    timeline.add(1, 10, 5);
    timeline.add(1, 15, 5);
    timeline.add(2, 20, 30);
    timeline.add(0, 50, 1);
    timeline.add(2, 51, 1);
    assertEquals(
        List.of(new PhaseSpan(1, 10, 20), new PhaseSpan(2, 20, 50), new PhaseSpan(2, 51, 52)),
        timeline.spans());
  }

  @Test
  void namesWhatMostIsInWhereItIsLong() {
    final long slice = 1L << 20;
    for (long at = 0; at < 1000 * slice; at += slice / 4) {
      timeline.add(at % slice == 0 ? 3 : at < 600 * slice ? 1 : 2, at, slice / 4);
    }
    assertEquals(
        List.of(new PhaseSpan(1, 0, 600 * slice), new PhaseSpan(2, 600 * slice, 1000 * slice)),
        timeline.spans());
  }

  @Test
  void staysSmall() {
    for (int i = 0; i < 100_000; i++) {
      timeline.add(i % 7, i * 1000L, 1000);
    }
    assertTrue(timeline.spans().size() <= 1024);
    assertEquals(List.of(), new PhaseTimeline().spans());
  }
}
