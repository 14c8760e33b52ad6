package io.memtracer.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.benchmarks.NoOpFactory;
import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.testkit.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTextTest {

  @TempDir private Path directory;

  private String text(final Measurement noOp, final Measurement... measured) {
    final NoOpFactory factory = new NoOpFactory();
    final LaneSpec lane =
        new LaneSpec(
            factory,
            "1.0",
            AnalyzerOptions.of(factory.options(), Map.of()),
            TestContext.builder().scratchDirectory(directory).build());
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    new BenchText(new PrintStream(out, true, StandardCharsets.UTF_8), true)
        .print(lane, noOp, List.of(measured));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsMeanAndFastest() {
    assertEquals(
        """
        no-op 1.0
          Stream           ns per record   fastest  bytes allocated
          real              10.00 ± 2.90      8.00                0  a recorded guest, user and kernel
          zipf              12.00 ± 0.10     11.90              1.5  Zipf over 256 MiB
          no analyzer        1.40 ± 0.20      1.30                0  what is left, on real

        no-op keeps up with a guest of 100 million accesses per second, 125 at its fastest
        (alone, on one core, with records of a real guest)
        """,
        text(
            new Measurement(RecordStream.REAL, 1.4, 0.2, 1.3, 0),
            new Measurement(RecordStream.REAL, 10, 2.9, 8, 0.01),
            new Measurement(RecordStream.ZIPF, 12, 0.1, 11.9, 1.5)));
  }

  @Test
  void warnsOfFiguresThatSayLittle() {
    final String text =
        text(
            new Measurement(RecordStream.ZIPF, 5.5, 2.0, 4.25, 0),
            new Measurement(RecordStream.ZIPF, 290, 1101, 18, 0),
            new Measurement(RecordStream.RANDOM, 20, 1, 18, 0));
    assertEquals(
        """
        (alone, on one core, with the stream zipf)
        WARNING: a record takes 4.25 ns without an analyzer, where 1.5 are usual: this machine is busy, or slow
        WARNING: uncertain by more than 30 %: zipf, no analyzer. Take the fastest, or measure again
        while nothing else runs
        """,
        text.substring(text.indexOf("(alone")));
  }
}
