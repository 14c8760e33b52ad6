package io.memtracer.host.report.saved;

import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.text.Columns;
import io.memtracer.host.report.text.Quantity;
import io.memtracer.host.report.text.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A difference for people: what changed most, on one screen. */
public final class DifferenceText {

  private static final int SHOWN = 25;
  private static final int INDENT = 2;

  private final TextStyle style;
  private final Quantity quantity;

  public DifferenceText(final TextStyle style) {
    this.style = style;
    quantity = new Quantity(style);
  }

  /** Lines, each ended by a line feed. */
  public String render(final Difference difference, final boolean all) {
    final List<String> lines = new ArrayList<>();
    lines.add(style.bold("before: ") + who(difference.before()));
    lines.add(style.bold("after:  ") + who(difference.after()));
    lines.add("");
    final List<Change> shown =
        difference.changed().subList(0, all ? difference.changed().size() : most(difference));
    if (shown.isEmpty()) {
      lines.add("no figure is different");
    } else {
      lines.add(style.bold("what changed most"));
      lines.addAll(table(shown));
    }
    if (shown.size() < difference.changed().size()) {
      final int more = difference.changed().size() - shown.size();
      lines.add("  and " + Quantity.count(more) + " more: --details shows all");
    }
    lines.add("");
    lines.add(
        "%s figures changed, %s did not or are small; %s are on one side only"
            .formatted(
                Quantity.count(difference.changed().size()),
                Quantity.count(difference.same()),
                Quantity.count(difference.oneSided().size())));
    if (!difference.knowsSpread()) {
      lines.add("how much runs of the same differ isn't known: give several on each side");
    }
    return String.join("\n", lines) + "\n";
  }

  private static int most(final Difference difference) {
    return Math.min(SHOWN, difference.changed().size());
  }

  private static String who(final List<String> commands) {
    return Harmless.line(commands.get(0))
        + (commands.size() == 1 ? "" : " (" + commands.size() + " runs)");
  }

  private List<String> table(final List<Change> changes) {
    final Columns columns =
        new Columns(
            style,
            new boolean[] {true, true, true, false},
            new boolean[] {false, false, false, false});
    columns.add("Change", "Before", "After", "Figure");
    for (final Change change : changes) {
      columns.add(
          ratio(change),
          value(change.before(), change.unit()),
          value(change.after(), change.unit()),
          Harmless.line(change.path()));
    }
    return columns.lines(INDENT);
  }

  /** The median, and in which range it is where there are several runs. */
  private String value(final Spread spread, final Unit unit) {
    final String median = quantity.cell(number(spread.median()), unit);
    return spread.low() == spread.high()
        ? median
        : "%s (%s to %s)"
            .formatted(
                median,
                quantity.cell(number(spread.low()), unit),
                quantity.cell(number(spread.high()), unit));
  }

  private static Number number(final double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : value;
  }

  static String ratio(final Change change) {
    final double ratio = change.ratio();
    return Double.isInfinite(ratio) ? "new" : String.format(Locale.ROOT, "%+.1f %%", 100 * ratio);
  }
}
