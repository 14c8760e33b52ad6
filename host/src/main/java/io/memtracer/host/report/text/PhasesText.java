package io.memtracer.host.report.text;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says in which phases the accesses were made. Those within another one are among that one's. */
final class PhasesText {

  private static final int MAX_SHOWN = 30;
  private static final int INDENT = 2;
  private static final String DEEPER = "  ";

  private final TextStyle style;

  PhasesText(final TextStyle style) {
    this.style = style;
  }

  /**
   * A table with a heading, where there are phases.
   *
   * @param records how many there are in all
   */
  List<String> lines(final Phases phases, final long records) {
    if (phases.isEmpty()) {
      return List.of();
    }
    final List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.bold("phases"));
    final Columns columns =
        new Columns(
            style,
            new boolean[] {false, true, true, true, true, true},
            new boolean[] {true, false, false, false, false, false});
    columns.add("", "Times", "Accesses", "Share", "User", "Kernel");
    final Map<Integer, List<PhaseShare>> within = new HashMap<>();
    phases
        .withInner()
        .forEach(
            share -> within.computeIfAbsent(share.parent(), some -> new ArrayList<>()).add(share));
    final List<String[]> rows = new ArrayList<>();
    addAll(rows, within, 0, "", records);
    rows.stream().limit(MAX_SHOWN).forEach(columns::add);
    final long outside = records - phases.accesses();
    columns.add("outside of all", "", Quantity.count(outside), share(outside, records), "", "");
    final List<String> table = columns.lines(INDENT);
    table.set(0, style.dim(table.get(0)));
    lines.addAll(table);
    lines.addAll(remarks(phases, rows.size() - MAX_SHOWN));
    return lines;
  }

  private static void addAll(
      final List<String[]> rows,
      final Map<Integer, List<PhaseShare>> within,
      final int parent,
      final String indent,
      final long records) {
    for (final PhaseShare share : within.getOrDefault(parent, List.of())) {
      rows.add(
          new String[] {
            indent + Harmless.line(share.ownName()),
            Quantity.count(share.begun()),
            Quantity.count(share.accesses()),
            share(share.accesses(), records),
            Quantity.count(share.user()),
            Quantity.count(share.kernel())
          });
      addAll(rows, within, share.phase().id(), indent + DEEPER, records);
    }
  }

  private List<String> remarks(final Phases phases, final int notShown) {
    final List<String> lines = new ArrayList<>();
    if (notShown > 0) {
      lines.add("  and %s more: the JSON report has all".formatted(Quantity.count(notShown)));
    }
    final long open =
        phases.shares().stream().mapToLong(share -> share.begun() - share.ended()).sum();
    if (open > 0) {
      lines.add("  %s had not ended when tracing did".formatted(Quantity.count(open)));
    }
    if (phases.unmatched() > 0) {
      lines.add(
          style.alarm(
              "  %s one was to end that had not begun".formatted(times(phases.unmatched()))));
    }
    if (phases.refused() > 0) {
      lines.add(
          style.alarm(
              "  %s one began for which there was no room: it counts for the one that it is in"
                  .formatted(times(phases.refused()))));
    }
    return lines;
  }

  private static String times(final long count) {
    return Quantity.count(count) + (count == 1 ? " time" : " times");
  }

  private static String share(final long accesses, final long records) {
    return Quantity.percent((double) accesses / Math.max(1, records));
  }
}
