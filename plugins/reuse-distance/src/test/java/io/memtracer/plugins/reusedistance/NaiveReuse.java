package io.memtracer.plugins.reusedistance;

import io.memtracer.api.RecordWord;
import io.memtracer.testkit.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/** Distances as docs/analyzers/reuse-distance.md defines them: a list of lines, newest first. */
final class NaiveReuse {

  static final long COLD = -1;

  /** A reference. */
  record Use(boolean isUser, long distance, long time) {}

  final List<Use> measured = new ArrayList<>();
  long references;
  long userReferences;

  private final List<Long> stack = new ArrayList<>();
  private final Map<Long, Long> lastUses = new HashMap<>();

  NaiveReuse(final Trace trace, final long lineBytes, final LongPredicate isMeasured) {
    for (int i = 0; i < trace.size(); i++) {
      final Set<Long> lines = new LinkedHashSet<>();
      for (int offset = 0; offset < RecordWord.size(trace.word(i)); offset++) {
        lines.add(Long.divideUnsigned(trace.address(i) + offset, lineBytes));
      }
      for (final long line : lines) {
        final boolean isUser = RecordWord.isUser(trace.word(i));
        if (isMeasured.test(line)) {
          use(line, isUser);
        }
        references++;
        userReferences += isUser ? 1 : 0;
      }
    }
  }

  private void use(final long line, final boolean isUser) {
    final int depth = stack.indexOf(line);
    if (depth >= 0) {
      stack.remove(depth);
    }
    stack.add(0, line);
    final Long last = lastUses.put(line, references);
    measured.add(new Use(isUser, depth, last == null ? 0 : references - last));
  }

  /** Uses that miss in a cache of so many lines, as distances times a factor are. */
  long misses(final long lines, final double factor, final boolean userOnly) {
    return measured.stream()
        .filter(use -> use.isUser() || !userOnly)
        .filter(use -> use.distance() == COLD || (long) (use.distance() * factor) >= lines)
        .count();
  }
}
