package io.memtracer.host.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordWord;
import io.memtracer.plugins.export.ExportFactory;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported comes back record for record, as far as its format carries it. */
@ExtendWith(SeededRandom.class)
final class RoundTripTest {

  private static final int RECORDS = 20_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"LACKEY", "DIN", "CHAMPSIM", "CSV"})
  void comesBack(final ForeignFormat format, final Random random) throws IOException {
    final Trace trace = Traces.mixed(random, RECORDS);
    final Path file = directory.resolve("out." + format.word() + ".gz");
    final ExportFactory factory = new ExportFactory();
    Replay.of(trace)
        .into(
            factory.create(
                AnalyzerOptions.of(
                    factory.options(), Map.of("file", file.toString(), "format", format.word()))));
    final Accesses accesses = Accesses.of(file, format);
    assertEquals("", accesses.problem());
    final List<String> carried = carried(trace, format);
    assertEquals(carried.size(), accesses.lines().size());
    for (int i = 0; i < carried.size(); i++) {
      assertEquals(carried.get(i), accesses.lines().get(i), "access " + i);
    }
  }

  private static List<String> carried(final Trace trace, final ForeignFormat format) {
    final boolean hasPc = format == ForeignFormat.CHAMPSIM || format == ForeignFormat.CSV;
    final List<String> lines = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      final long word = trace.word(i);
      // An address of 0 is none to ChampSim.
      if (format != ForeignFormat.CHAMPSIM || trace.address(i) != 0) {
        lines.add(
            "%x %s %x %d"
                .formatted(
                    hasPc ? RecordWord.pc(word) : 0,
                    RecordWord.isStore(word) ? "S" : "L",
                    trace.address(i),
                    format == ForeignFormat.CHAMPSIM ? 1 : RecordWord.size(word)));
      }
    }
    return lines;
  }
}
