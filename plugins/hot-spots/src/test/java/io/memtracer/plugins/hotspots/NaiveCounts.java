package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordWord;
import io.memtracer.testkit.Trace;
import java.util.HashMap;
import java.util.Map;

/** Counts as docs/analyzers/hot-spots.md defines them, a map for each. */
final class NaiveCounts {

  final Map<Long, Long> lines = new HashMap<>();
  final Map<Long, Long> pages = new HashMap<>();
  final Map<Long, Long> userStores = new HashMap<>();
  final Map<Long, Long> instructions = new HashMap<>();
  long crossings;

  NaiveCounts(final Trace trace, final long lineBytes, final long pageBytes) {
    for (int i = 0; i < trace.size(); i++) {
      final long word = trace.word(i);
      final long address = trace.address(i);
      final long line = Long.divideUnsigned(address, lineBytes) * lineBytes;
      lines.merge(line, 1L, Long::sum);
      pages.merge(Long.divideUnsigned(address, pageBytes) * pageBytes, 1L, Long::sum);
      if (RecordWord.isUser(word) && RecordWord.isStore(word)) {
        userStores.merge(line, 1L, Long::sum);
      }
      instructions.merge(word & ~0xff00L, 1L, Long::sum);
      crossings += (address - line + RecordWord.size(word) - 1) / lineBytes;
    }
  }
}
