package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeededRandom.class)
class ReplayTest {

  private final List<Integer> sizes = new ArrayList<>();

  private final class SizesAnalyzer extends SumFactory.SumAnalyzer {
    SizesAnalyzer() {
      super(0);
    }

    @Override
    public void onBatch(final RecordBatch batch) {
      sizes.add(batch.size());
      super.onBatch(batch);
    }
  }

  @Test
  void cutsAsTold() {
    Replay.of(Traces.sequential(0, 10)).in(Partition.fixed(4)).into(new SizesAnalyzer());
    assertEquals(List.of(4, 4, 2), sizes);
    assertThrows(
        IllegalArgumentException.class,
        () -> Replay.of(Traces.sequential(0, 1)).in(rest -> 0).into(new SizesAnalyzer()));
  }

  @RepeatedTest(5)
  void keepsTheContractHoweverItIsCut(final Random random) {
    final Trace trace = Traces.mixed(random, 10_000);
    long sum = 0;
    for (int i = 0; i < trace.size(); i++) {
      sum += trace.address(i);
    }
    assertEquals(
        SumFactory.SumAnalyzer.result("sum", sum),
        Replay.of(trace)
            .in(Partition.random(random))
            .into(new AssertingAnalyzer(new SizesAnalyzer())));
    assertEquals(10_000, sizes.stream().mapToInt(Integer::intValue).sum());
  }
}
