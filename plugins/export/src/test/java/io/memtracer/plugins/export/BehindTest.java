package io.memtracer.plugins.export;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.cache.CacheFactory;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written behind caches. */
@ExtendWith(SeededRandom.class)
class BehindTest {

  @TempDir private Path directory;
  private Path file;
  private Exports exports;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("out");
    exports = new Exports(file);
  }

  private List<String> behind(final String levels, final String format, final Trace trace)
      throws IOException {
    exports.export(trace, format, Map.of("behind", levels));
    return Files.readAllLines(file);
  }

  /** Two lines fit: the third one pushes the first out, which was written to. */
  @Test
  void writesWhatIsFetchedAndWrittenBack() throws IOException {
    final Trace trace =
        Traces.of(store(8, 8), load(64, 8), load(72, 4), load(128, 8), store(0, 8), load(60, 8));
    assertEquals(
        List.of("0 0 64", "0 40 64", "0 80 64", "1 0 64", "0 0 64", "0 40 64"),
        behind("l1:128:full", "din", trace));
    // A write goes through at once, as a line.
    assertEquals(
        List.of("0 0 64", "1 0 64"),
        behind("l1:128:full:write-through", "din", Traces.of(store(8, 8))));
    // Lines are fetched ahead, too.
    assertEquals(
        List.of("0 0 64", "0 40 64"), behind("l1:4K:full:next-line", "din", Traces.of(load(8, 8))));
  }

  /** Whose it is, where, and when: of the access that made the caches ask. */
  @Test
  void tellsWhoMadeThemAsk() throws IOException {
    final Trace trace =
        Traces.of(store(8, 8), load(8, 8))
            .then(Traces.of(load(-64, 8)).kernel().vcpu(3).pc(-4096))
            .then(Traces.of(load(64, 8)).pc(0x40_2000));
    assertEquals(
        List.of(
            "ordinal,vcpu,cpl,process,thread,phase,pc,store,size,address",
            "0,0,3,0,0,0,0x401000,0,64,0x0",
            "2,3,0,0,0,0,0xfffffffffffff000,0,64,0xffffffffffffffc0",
            "2,3,0,0,0,0,0xfffffffffffff000,1,64,0x0",
            "3,0,3,0,0,0,0x402000,0,64,0x40"),
        behind("l1:64:1:shared", "csv", trace));
  }

  /** All accesses go through the caches, whatever is written of what they ask. */
  @Test
  void choosesBehindTheCaches() throws IOException {
    final Trace trace = Traces.of(load(0, 8)).kernel().then(Traces.of(load(8, 8), load(64, 8)));
    final AnalysisResult result =
        exports.export(trace, "din", Map.of("behind", "l1:4K:4", "mode", "user"));
    assertEquals(List.of("0 40 64"), Files.readAllLines(file));
    assertEquals(3L, Results.metric(result, "export", "accesses"));
    assertEquals(1L, Results.metric(result, "export", "exported"));
    assertEquals(1L, Results.metric(result, "export", "left-out"));
    final AnalysisResult none =
        exports.export(trace, "din", Map.of("behind", "l1:4K:4", "phase", "load"));
    assertEquals(2L, Results.metric(none, "export", "left-out"));
  }

  /** The same address in two programs is fetched twice, and is written as it was. */
  @Test
  void keepsProgramsApart() throws IOException {
    final TraceAnalyzer analyzer = exports.analyzer("din", Map.of("behind", "l1:4K:4"));
    analyzer.onStart(TestContext.DEFAULT);
    for (int space = 1; space <= 2; space++) {
      Replay.of(Traces.of(load(0x5555_5555_5000L, 8)))
          .by(new Task(space, space, space, space, 0, Task.Role.WORKLOAD, 0, "p", "./p" + space))
          .feed(analyzer);
    }
    analyzer.onEnd(EndOfTrace.of(2));
    assertEquals(List.of("0 555555555000 64", "0 555555555000 64"), Files.readAllLines(file));
  }

  /** What is written is as much as the analyzer cache says, of any trace. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "l1:2K:4",
        "l1:2K:4+l2:8K:8:shared",
        "l1:2K:4:write-through+l2:8K:8:random",
        "l1:2K:4:stride+l2:4K:8:inclusive+l3:8K:8:exclusive:shared"
      })
  void asksAsMuchAsTheCachesDo(final String levels, final Random random) throws IOException {
    final Trace trace = Traces.mixed(random, 20_000);
    final CacheFactory factory = new CacheFactory();
    final AnalysisResult cache =
        Replay.of(trace)
            .into(factory.create(AnalyzerOptions.of(factory.options(), Map.of("levels", levels))));
    final List<String> lines = behind(levels, "din", trace);
    final long loads = lines.stream().filter(line -> line.startsWith("0")).count();
    assertEquals(Results.metric(cache, "cache", "memory-reads"), loads);
    assertEquals(Results.metric(cache, "cache", "memory-writes"), lines.size() - loads);
  }

  @Test
  void takesMachines() throws IOException {
    assertEquals(List.of("0 0 64"), behind("zen2", "din", Traces.of(load(0, 8)).times(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zen9", "none", "l1:32K", "l1:32K:8:exclusive"})
  void refusesWhatIsNoHierarchy(final String levels) {
    assertThrows(
        InvalidOptionException.class, () -> exports.analyzer("view", Map.of("behind", levels)));
  }
}
