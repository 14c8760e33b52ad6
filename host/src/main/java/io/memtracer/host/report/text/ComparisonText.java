package io.memtracer.host.report.text;

import io.memtracer.host.report.Comparison;
import io.memtracer.host.report.Comparison.Row;
import io.memtracer.host.report.Comparison.Side;
import io.memtracer.host.report.Comparison.Verdict;
import io.memtracer.host.report.Figure;
import io.memtracer.host.report.Figures;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which figures agree, and what can't be compared and why. */
final class ComparisonText {

  /** Beyond this a list helps nobody. */
  private static final int MAX_LISTED = 40;

  private static final int MAX_NEAREST = 8;
  private static final int INDENT = 2;

  private final TextStyle style;

  ComparisonText(final TextStyle style) {
    this.style = style;
  }

  /** Nothing if nothing was compared. */
  List<String> lines(final TraceReport report) {
    final Comparison comparison = report.comparison();
    if (comparison.rows().isEmpty()) {
      return List.of();
    }
    final List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.bold("comparison"));
    lines.add(style.dim(new Bars(style).floor(style.readableWidth())));
    lines.addAll(table(comparison));
    lines.add(summary(comparison));
    if (!sawTheSame(report.analyzers())) {
      lines.add(style.alarm("not all of them were given the same records"));
    }
    final List<Figure> figures = Figures.of(report.analyzers());
    for (final Row row : comparison.rows()) {
      lines.addAll(problem(row.left(), figures));
      lines.addAll(problem(row.right(), figures));
    }
    return lines;
  }

  private List<String> table(final Comparison comparison) {
    final Columns columns =
        new Columns(
            style,
            new boolean[] {false, false, true, false, true},
            new boolean[] {false, true, false, true, false});
    for (final Row row : comparison.rows()) {
      columns.add(
          verdict(row.verdict()),
          Harmless.line(row.left().key()),
          value(row.left()),
          Harmless.line(row.right().key()),
          value(row.right()));
    }
    final List<String> lines = new ArrayList<>();
    final List<String> plain = columns.lines(INDENT);
    for (int i = 0; i < plain.size(); i++) {
      final boolean fine = comparison.rows().get(i).verdict() == Verdict.AGREE;
      lines.add(fine ? plain.get(i) : style.alarm(plain.get(i)));
    }
    return lines;
  }

  private static String verdict(final Verdict verdict) {
    return switch (verdict) {
      case AGREE -> "agree";
      case DIFFER -> "DIFFER";
      case UNRESOLVED -> "UNRESOLVED";
    };
  }

  /** Exactly: what is rounded may look the same. */
  private static String value(final Side side) {
    return side.figure().map(ComparisonText::exact).orElse("?");
  }

  private static String exact(final Figure figure) {
    if (figure.value() instanceof Long whole) {
      return figure.unit().isAddress()
          ? "0x" + Long.toHexString(whole)
          : String.format(Locale.ROOT, "%,d", whole);
    }
    return figure.value().toString();
  }

  private String summary(final Comparison comparison) {
    final long agree = comparison.count(Verdict.AGREE);
    final int all = comparison.rows().size();
    return agree == all
        ? (all == 1 ? "the figure agrees" : "all " + all + " figures agree")
        : style.alarm(agree + " of " + all + (all == 1 ? " figure agrees" : " figures agree"));
  }

  private static boolean sawTheSame(final List<AnalyzerOutcome> analyzers) {
    return analyzers.stream().mapToLong(AnalyzerOutcome::delivered).distinct().count() <= 1;
  }

  private static List<String> problem(final Side side, final List<Figure> figures) {
    final String key = "'" + Harmless.line(side.key()) + "'";
    if (side.candidates().size() == 1) {
      return List.of();
    }
    if (side.candidates().isEmpty()) {
      return list("there is no figure " + key + "; the nearest are", nearest(side.key(), figures));
    }
    return list(key + " may mean any of", side.candidates());
  }

  /** Those whose path ends most like the key. */
  private static List<Figure> nearest(final String key, final List<Figure> figures) {
    return figures.stream()
        .sorted(Comparator.comparingInt(figure -> Spelling.distance(key, tail(figure.path(), key))))
        .limit(MAX_NEAREST)
        .toList();
  }

  /** The end of a path, with as many pieces as the key has. */
  private static String tail(final String path, final String key) {
    int start = path.length();
    for (long pieces = key.chars().filter(c -> c == '/').count(); pieces >= 0; pieces--) {
      start = path.lastIndexOf('/', start - 1);
      if (start < 0) {
        return path;
      }
    }
    return path.substring(start + 1);
  }

  private static List<String> list(final String what, final List<Figure> figures) {
    final List<String> lines = new ArrayList<>();
    lines.add(what + (figures.isEmpty() ? " none" : ":"));
    figures.stream()
        .limit(MAX_LISTED)
        .map(figure -> "  " + Harmless.line(figure.path()))
        .forEach(lines::add);
    if (figures.size() > MAX_LISTED) {
      lines.add("  and " + (figures.size() - MAX_LISTED) + " more");
    }
    return lines;
  }
}
