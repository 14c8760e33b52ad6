package io.memtracer.host.dispatch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.PhaseSpan;
import java.util.List;
import java.util.Random;
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

  /** However the records come in batches, the same is said of them. */
  @Test
  void isTheSameHoweverRecordsAreCut() {
    final Random random = new Random(20_261_130);
    for (int round = 0; round < 50; round++) {
      final PhaseTimeline whole = new PhaseTimeline();
      final PhaseTimeline cut = new PhaseTimeline();
      long at = 0;
      for (int run = 0; run < 300; run++) {
        final int phase = random.nextInt(4);
        final int records = 1 + random.nextInt(1 << random.nextInt(14));
        whole.add(phase, at, records);
        int done = 0;
        while (done < records) {
          final int some = 1 + random.nextInt(records - done);
          cut.add(phase, at + done, some);
          done += some;
        }
        at += records;
      }
      assertEquals(whole.spans(), cut.spans());
    }
  }
}
