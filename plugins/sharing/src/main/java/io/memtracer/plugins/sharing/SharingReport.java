package io.memtracer.plugins.sharing;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.InstructionColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the figures into sections. The keys are listed in docs/analyzers/sharing.md. */
final class SharingReport {

  private final Settings settings;
  private final Contention contention;
  private final Owners owners;
  private final long accesses;
  private final boolean partial;
  private final int lineShift;
  private final List<SharedLine> lines;

  SharingReport(
      final Settings settings,
      final Contention contention,
      final Owners owners,
      final long accesses,
      final boolean partial) {
    this.settings = settings;
    this.contention = contention;
    this.owners = owners;
    this.accesses = accesses;
    this.partial = partial;
    lineShift = Integer.numberOfTrailingZeros(settings.lineBytes());
    // The first of all is told of, even if none is listed.
    lines = contention.mostContendedFirst(Math.max(1, settings.top()));
  }

  AnalysisResult result() {
    return AnalysisResult.of(summary(), Section.of("lines", "Contended lines", lines(), sides()));
  }

  private Section summary() {
    final List<Item> items = new ArrayList<>();
    if (!lines.isEmpty()) {
      items.add(first(lines.get(0)));
    }
    if (partial) {
      items.add(
          Finding.of(
              "partial",
              Finding.Level.WARNING,
              "Accesses are missing in the trace: these are counts of what was traced. How much is"
                  + " shared in the whole run can't be estimated from that: who else used a line in"
                  + " the same window may be missing."));
    }
    items.add(Metric.of("accesses", "Accesses", accesses, Unit.ACCESSES));
    items.add(Metric.of("window", "Accesses in a window", settings.window(), Unit.ACCESSES));
    items.add(Metric.of("count", "Contended lines", contention.lines(), Unit.LINES));
    items.add(
        Metric.of(
            "false-sharing",
            "Accesses to lines of which others used other bytes",
            contention.falseAccesses(),
            Unit.ACCESSES));
    items.add(
        Metric.of(
            "true-sharing",
            "Accesses to lines of which others used the same bytes",
            contention.trueAccesses(),
            Unit.ACCESSES));
    items.add(
        Metric.of(
            "untracked", "Of these, to lines not tracked", contention.untracked(), Unit.ACCESSES));
    return new Section("sharing", "Sharing", items);
  }

  private Finding first(final SharedLine line) {
    return new Finding(
        "most-contended",
        Finding.Level.HINT,
        String.format(
            Locale.ROOT,
            "%,d accesses are to the line at 0x%x while others use it as well, %s.",
            line.accesses(),
            owners.address(line.key << lineShift),
            line.trueAccesses >= line.falseAccesses
                ? "mostly the same bytes of it"
                : "mostly other bytes of it: false sharing"),
        "lines");
  }

  private Table lines() {
    final Table.Builder table =
        Table.builder("contended", "By accesses while others used the line")
            .column("address", "Line", Unit.DATA_ADDRESS)
            .column("sharing", "Sharing", Unit.TEXT)
            .column("accesses", "Accesses", Unit.ACCESSES)
            .column("false", "Other bytes", Unit.ACCESSES)
            .column("true", "Same bytes", Unit.ACCESSES)
            .column("stores", "Stores", Unit.ACCESSES)
            .column("windows", "Windows", Unit.COUNT)
            .column("owners", "Who", Unit.COUNT)
            .column("program", "Program", Unit.PROGRAM);
    for (final SharedLine line : top()) {
      table
          .row()
          .cell(owners.address(line.key << lineShift))
          .cell(line.trueAccesses >= line.falseAccesses ? "true" : "false")
          .cell(line.accesses())
          .cell(line.falseAccesses)
          .cell(line.trueAccesses)
          .cell(line.stores)
          .cell(line.trueWindows + line.falseWindows)
          .cell(line.owners())
          .cell(owners.program(line.key << lineShift));
    }
    return table.build();
  }

  private Table sides() {
    final Table.Builder table =
        Table.builder("sides", "Who meets there, and by which instructions")
            .column("address", "Line", Unit.DATA_ADDRESS)
            .column("owner", "Who", Unit.TEXT);
    InstructionColumns.columns(table)
        .column("accesses", "Accesses", Unit.ACCESSES)
        .column("program", "Program", Unit.PROGRAM);
    for (final SharedLine line : top()) {
      for (final SharedLine.Side side : line.sides()) {
        table.row().cell(owners.address(line.key << lineShift)).cell(owners.name(side.owner));
        InstructionColumns.cells(table, side.word)
            .cell(side.accesses)
            .cell(owners.program(line.key << lineShift));
      }
    }
    return table.build();
  }

  private List<SharedLine> top() {
    return lines.subList(0, Math.min(lines.size(), settings.top()));
  }
}
