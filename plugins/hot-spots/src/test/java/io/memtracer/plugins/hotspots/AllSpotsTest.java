package io.memtracer.plugins.hotspots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts of traces in which programs come in different orders. */
class AllSpotsTest {

  private static final int RECORDS = 5000;

  /** Programs are numbered as they come, in each part on its own. */
  @Test
  void programsOfPartsAreTheSame() throws IOException {
    final Random random = new Random(1);
    final Trace user = Traces.random(random, 0x1000, 0x9000, RECORDS);
    final Trace kernel = Traces.random(random, -0x9000, -0x1000, RECORDS).kernel();
    final List<Task> tasks = List.of(task(1), task(2), task(3), task(2), task(1), task(4), task(1));
    final TraceAnalyzer serial = started();
    final TraceAnalyzer whole = started();
    TraceAnalyzer part = started();
    for (int i = 0; i < tasks.size(); i++) {
      final Trace trace = i % 2 == 0 ? user.then(kernel) : kernel.then(user);
      Replay.of(trace).by(tasks.get(i)).feed(serial);
      Replay.of(trace).by(tasks.get(i)).feed(part);
      if (i % 2 == 1) {
        absorb(whole, part);
        part = started();
      }
    }
    absorb(whole, part);
    final EndOfTrace end = EndOfTrace.of(2L * RECORDS * tasks.size());
    final AnalysisResult expected = serial.onEnd(end);
    assertEquals(expected, whole.onEnd(end));
  }

  /** Which of them have a number of their own depends on the parts before. */
  @Test
  void tooManyProgramsAreNoWrongResult() {
    final TraceAnalyzer part = started();
    for (int i = 1; i <= 256; i++) {
      Replay.of(Traces.sequential(0, 1)).by(task(i)).feed(part);
    }
    assertThrows(
        IllegalStateException.class,
        () -> ((Mergeable) part).save(new DataOutputStream(new ByteArrayOutputStream())));
  }

  @Test
  void withALimitThereIsNoMerging() {
    assertFalse(analyzer(Map.of("limit", "0")) instanceof Mergeable);
    assertFalse(analyzer(Map.of("table", "0")) instanceof Mergeable);
  }

  private static Task task(final int id) {
    return new Task(id, id, id, id, 0, Task.Role.OTHER, 0, "t" + id, "/bin/" + id);
  }

  private static void absorb(final TraceAnalyzer whole, final TraceAnalyzer part)
      throws IOException {
    final ByteArrayOutputStream saved = new ByteArrayOutputStream();
    ((Mergeable) part).save(new DataOutputStream(saved));
    ((Mergeable) whole)
        .mergeNext(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
  }

  private static TraceAnalyzer started() {
    final TraceAnalyzer analyzer = analyzer(Map.of("limit", "0", "table", "0"));
    analyzer.onStart(TestContext.DEFAULT);
    return analyzer;
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final HotSpotsFactory factory = new HotSpotsFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
