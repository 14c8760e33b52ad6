package io.memtracer.host.report.text;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TraceCounters;
import java.util.ArrayList;
import java.util.List;

/**
 * Where every record went. An equals sign stands only where both sides were counted independently,
 * QEMU's by its plugin and ours at each analyzer, and are equal.
 */
final class ProofText {

  private final TextStyle style;

  ProofText(final TextStyle style) {
    this.style = style;
  }

  List<String> lines(final TraceReport report) {
    final TraceCounters counters = report.counters();
    final List<String> lines = new ArrayList<>();
    final long leftOut = report.tasks().leftOut();
    final boolean addsUp = addsUp(report);
    final boolean equal = addsUp && report.delivery().isCountedTwice();
    final boolean alike = report.analyzers().stream().allMatch(a -> receivedAll(a, report));
    final String produced = count(counters.traced()) + produced(report) + sampled(report);
    final String taken =
        alike && !report.analyzers().isEmpty()
            ? (report.delivery() == Delivery.DIRECT ? " written to " : " delivered to ")
                + everyone(report.analyzers())
            : " read";
    lines.add(
        style.bold("records:")
            + " "
            + produced
            + (equal ? " = " : ", ")
            + count(report.recordsChosen())
            + taken
            + (equal ? " + " : ", ")
            + (leftOut == 0 ? "" : count(leftOut) + " of other tasks" + (equal ? " + " : ", "))
            + dropped(counters));
    lines.addAll(selected(report.selected()));
    if (report.delivery() == Delivery.DIRECT) {
      lines.add("         QEMU wrote to its FIFO directly: nobody counted in between");
    }
    if (!addsUp) {
      lines.add(style.alarm("         " + gap(report)));
    }
    if (!alike) {
      report.analyzers().forEach(a -> lines.add("         " + delivery(a, report)));
    }
    return lines;
  }

  private static String produced(final TraceReport report) {
    return report.delivery() == Delivery.REPLAYED
        ? " replayed"
        : " produced by " + report.delivery().producer();
  }

  private static boolean addsUp(final TraceReport report) {
    final TraceCounters counters = report.counters();
    return counters.canBe()
        && counters.unaccounted() == 0
        && counters.written() == report.recordsRead();
  }

  private static boolean receivedAll(final AnalyzerOutcome analyzer, final TraceReport report) {
    return analyzer.lost() == 0 && analyzer.delivered() == report.recordsChosen();
  }

  private static String sampled(final TraceReport report) {
    final TraceCounters counters = report.counters();
    if (counters.seen() == counters.traced()) {
      return "";
    }
    return (report.selected().selection().isAny() ? " (of " : " (sampled from ")
        + count(counters.seen())
        + " accesses)";
  }

  /** What was recorded, where that isn't all, and that not all of the rest was counted. */
  private static List<String> selected(final Selected selected) {
    final Selection selection = selected.selection();
    if (!selection.isAny()) {
      return List.of();
    }
    final List<String> lines = new ArrayList<>();
    lines.add("         recorded is " + SelectionText.of(selection));
    if (selected.blindTimes() > 0) {
      lines.add(
          "         besides, %s nobody looked, for a while: how many accesses were made then isn't known"
              .formatted(
                  selected.blindTimes() == 1 ? "once" : count(selected.blindTimes()) + " times"));
    }
    return lines;
  }

  private static String everyone(final List<AnalyzerOutcome> analyzers) {
    return analyzers.size() == 1
        ? Harmless.line(analyzers.get(0).label())
        : "each of " + analyzers.size() + " analyzers";
  }

  private String dropped(final TraceCounters counters) {
    if (counters.dropped() == 0) {
      return "0 dropped";
    }
    final double share = (double) counters.dropped() / Math.max(1, counters.traced());
    return style.alarm(count(counters.dropped()) + " dropped (" + Quantity.percent(share) + ")");
  }

  private static String gap(final TraceReport report) {
    final TraceCounters counters = report.counters();
    final long missing = counters.traced() - counters.dropped() - report.recordsRead();
    if (missing >= 0 && report.analyzers().stream().anyMatch(ProofText::wasLeftBehind)) {
      return count(missing) + " left unread, since an analyzer did not come back";
    }
    if (!counters.canBe() && report.incomplete().isEmpty()) {
      return "QEMU's counts contradict each other: %s seen, %s traced, %s written, %s dropped"
          .formatted(
              count(counters.seen()),
              count(counters.traced()),
              count(counters.written()),
              count(counters.dropped()));
    }
    final String figure =
        missing >= 0
            ? count(missing) + " unaccounted for: "
            : count(-missing) + " more than QEMU had counted: ";
    return figure
        + (report.incomplete().isPresent()
            ? "QEMU's counts are those of its last sign of life"
            : "this is a fault of memtracer, please report it");
  }

  private static boolean wasLeftBehind(final AnalyzerOutcome analyzer) {
    return analyzer.failure().filter(AnalyzerFailure::leftBehind).isPresent();
  }

  private String delivery(final AnalyzerOutcome analyzer, final TraceReport report) {
    final String text =
        Harmless.line(analyzer.label()) + ": " + count(analyzer.delivered()) + " delivered";
    if (receivedAll(analyzer, report)) {
      return text;
    }
    final String lost = text + " + " + count(analyzer.lost()) + " not delivered";
    final long missing = report.recordsChosen() - analyzer.delivered() - analyzer.lost();
    return style.alarm(missing == 0 ? lost : lost + ", " + count(missing) + " unaccounted for");
  }

  private static String count(final long value) {
    return Quantity.count(value);
  }
}
