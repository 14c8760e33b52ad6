package io.memtracer.host.report.text;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.PhaseSpan;
import io.memtracer.host.status.Phases;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** Says below a chart of what was measured over the course of a run where its phases were. */
final class PhaseBands {

  /** Of a run without any. */
  static final PhaseBands NONE = new PhaseBands(TextStyle.plain(true), Phases.NONE);

  private final boolean unicode;
  private final Phases phases;
  private final Map<Integer, String> names;

  PhaseBands(final TextStyle style, final Phases phases) {
    unicode = style.unicode();
    this.phases = phases;
    names =
        phases.shares().stream()
            .map(PhaseShare::phase)
            .collect(
                Collectors.toMap(
                    phase -> phase.id(), phase -> Harmless.line(phase.name()), (one, same) -> one));
  }

  /**
   * A line of them.
   *
   * @param width of the chart, in columns
   * @param accesses for each column, how many accesses there were in the middle of what it shows
   * @return empty if there are none
   */
  Optional<String> below(final int width, final IntToDoubleFunction accesses) {
    final StringBuilder line = new StringBuilder(width);
    int begin = 0;
    while (begin < width) {
      final int phase = at(accesses.applyAsDouble(begin));
      int end = begin + 1;
      while (end < width && phase == at(accesses.applyAsDouble(end))) {
        end++;
      }
      line.append(phase == 0 ? " ".repeat(end - begin) : band(phase, end - begin));
      begin = end;
    }
    return line.toString().isBlank() ? Optional.empty() : Optional.of(line.toString());
  }

  private int at(final double access) {
    for (final PhaseSpan span : phases.spans()) {
      if (span.from() <= access && access < span.to()) {
        return span.phase();
      }
    }
    return 0;
  }

  private String band(final int phase, final int width) {
    if (width == 1) {
      return unicode ? "│" : "|";
    }
    final String name = names.getOrDefault(phase, "");
    final int room = Math.min(width - 2, name.codePointCount(0, name.length()));
    final String shown = name.substring(0, name.offsetByCodePoints(0, room));
    return (unicode ? "├" : "|")
        + shown
        + (unicode ? "─" : "-").repeat(width - 2 - room)
        + (unicode ? "┤" : "|");
  }
}
