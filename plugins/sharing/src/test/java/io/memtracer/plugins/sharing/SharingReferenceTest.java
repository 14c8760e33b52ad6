package io.memtracer.plugins.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with sets of bytes, of each line and owner in each window. */
@ExtendWith(SeededRandom.class)
class SharingReferenceTest {

  /** What one owner did to a line in a window, by parts of it. */
  private static final class Use {
    private final Set<Long> read = new HashSet<>();
    private final Set<Long> written = new HashSet<>();
    private long accesses;
    private long stores;
  }

  /** False and true accesses and stores of a line, in contended windows. */
  private final Map<Long, long[]> expected = new TreeMap<>();

  @RepeatedTest(40)
  void agreesWithSetsOfBytes(final Random random) {
    final int lineBytes = 64 << random.nextInt(4);
    final int window = 1 + random.nextInt(3000);
    final boolean byMode = random.nextBoolean();
    final Trace trace = trace(random);
    for (int from = 0; from < trace.size(); from += window) {
      final int to = Math.min(trace.size(), from + window);
      look(trace, from, to, lineBytes, byMode);
    }
    final SharingFactory factory = new SharingFactory();
    final Map<String, String> options =
        Map.of(
            "line",
            "" + lineBytes,
            "window",
            "" + window,
            "by",
            byMode ? "mode" : "vcpu",
            "top",
            "100000");
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(factory.create(AnalyzerOptions.of(factory.options(), options)));
    compare(result);
  }

  private static Trace trace(final Random random) {
    final int size = 1 + random.nextInt(2000);
    final Trace one = Traces.random(random, 1 << 20, 4096, size).stores();
    final Trace other = Traces.random(random, (1 << 20) + 4, 4096, size).vcpu(1).kernel();
    return one.interleavedWith(other).then(Traces.mixed(random, size));
  }

  private void look(
      final Trace trace, final int from, final int to, final int lineBytes, final boolean byMode) {
    final Map<Long, Map<Integer, Use>> lines = new HashMap<>();
    for (int i = from; i < to; i++) {
      final long word = trace.word(i);
      final int owner = byMode ? (RecordWord.isUser(word) ? 1 : 0) : RecordWord.vcpu(word);
      final Set<Long> touched = new LinkedHashSet<>();
      for (int offset = 0; offset < RecordWord.size(word); offset++) {
        final long part = Long.divideUnsigned(trace.address(i) + offset, lineBytes / 64);
        final long line = part >>> 6;
        final Use use =
            lines
                .computeIfAbsent(line, key -> new HashMap<>())
                .computeIfAbsent(owner, key -> new Use());
        (RecordWord.isStore(word) ? use.written : use.read).add(part);
        if (touched.add(line)) {
          use.accesses++;
          use.stores += RecordWord.isStore(word) ? 1 : 0;
        }
      }
    }
    lines.forEach((line, uses) -> book(line * lineBytes, uses));
  }

  private void book(final long address, final Map<Integer, Use> uses) {
    if (uses.size() < 2 || uses.values().stream().allMatch(use -> use.written.isEmpty())) {
      return;
    }
    boolean isTrue = false;
    for (final Use one : uses.values()) {
      for (final Use other : uses.values()) {
        for (final long part : one.written) {
          isTrue |= one != other && (other.read.contains(part) || other.written.contains(part));
        }
      }
    }
    final long[] row = expected.computeIfAbsent(address, key -> new long[3]);
    row[isTrue ? 1 : 0] += uses.values().stream().mapToLong(use -> use.accesses).sum();
    row[2] += uses.values().stream().mapToLong(use -> use.stores).sum();
  }

  private void compare(final AnalysisResult result) {
    final Table table = (Table) Results.item(result, "lines", "contended");
    final Map<Long, List<Object>> found = new TreeMap<>();
    table.rows().forEach(row -> found.put((Long) row.get(0), row.subList(3, 6)));
    final Map<Long, List<Object>> wanted = new TreeMap<>();
    expected.forEach((line, row) -> wanted.put(line, List.of(row[0], row[1], row[2])));
    assertEquals(wanted, found);
    assertEquals(
        expected.values().stream().mapToLong(row -> row[0]).sum(),
        Results.metric(result, "sharing", "false-sharing"));
    assertEquals(
        expected.values().stream().mapToLong(row -> row[1]).sum(),
        Results.metric(result, "sharing", "true-sharing"));
  }
}
