package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Phase;
import io.memtracer.api.PhysicalAddress;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PhysicalMemoryTest {

  private static final long WORD = RecordWord.of(0x401000, 1, 3, true, 3);

  private final List<String> heard = new ArrayList<>();

  private final TraceAnalyzer listener =
      new TraceAnalyzer() {
        @Override
        public void onBatch(final RecordBatch batch) {
          for (int i = 0; i < batch.size(); i++) {
            heard.add(
                "%d %x %d %d %s"
                    .formatted(
                        batch.firstOrdinal() + i,
                        batch.address(i),
                        batch.vcpu(),
                        batch.task().addressSpace(),
                        batch.isStore(i) ? "store" : "load"));
          }
        }

        @Override
        public void onEvent(final TraceEvent event) {
          heard.add("event " + event.ordinal());
        }

        @Override
        public AnalysisResult onEnd(final EndOfTrace end) {
          heard.add("end " + end.recordsDelivered());
          return new AnalysisResult(List.of(Section.of("own", "Own")), 0);
        }
      };

  private static RecordBatch batch(final long firstOrdinal, final long... physical) {
    final RecordBatchWriter writer = new RecordBatchWriter(physical.length);
    writer.of(1, new Task(7, 70, 70, 5, "a"), Phase.NONE);
    writer.clear(firstOrdinal);
    for (int i = 0; i < physical.length; i++) {
      writer.physical()[i] = physical[i];
      writer.add(WORD, 0x7fff_0000L + i);
    }
    return writer.batch();
  }

  @Test
  void showsAccessesOfMemoryWithTheirPhysicalAddresses() {
    final long device = PhysicalAddress.of(0xfee0_0000L, true);
    final AnalysisResult result;
    try (TraceAnalyzer memory = new PhysicalMemory(listener)) {
      memory.onBatch(batch(0, device));
      memory.onBatch(
          batch(1, PhysicalAddress.of(0x1008, false), device, PhysicalAddress.UNKNOWN, 0x2010));
      memory.onEvent(new TraceEvent.Gap(5, 1, 7, TraceEvent.Gap.Cause.SAMPLING));
      memory.onBatch(batch(5, 0x3000));
      result = memory.onEnd(EndOfTrace.of(6));
    }
    assertEquals(
        List.of("0 1008 1 0 store", "1 2010 1 0 store", "event 2", "2 3000 1 0 store", "end 3"),
        heard);
    assertEquals(List.of("own", "physical"), result.sections().stream().map(Section::key).toList());
    assertEquals(
        List.of(3L, 3L),
        result.sections().get(1).items().stream().map(item -> ((Metric) item).value()).toList());
  }
}
