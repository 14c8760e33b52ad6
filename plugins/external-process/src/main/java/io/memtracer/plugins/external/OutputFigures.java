package io.memtracer.plugins.external;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures in the output of a tool: lines {@code name: 123} or {@code name = 123}, with nothing
 * after the number.
 *
 * <p>A number is decimal ({@code 42}, {@code -7}, {@code 0.25}, {@code 1e9}) or hexadecimal ({@code
 * 0x7f00}, an address). The key of the metric is the name in lower case, each run of other
 * characters than letters and digits a dash: {@code Loads (CPL 3): 5} is {@code loads-cpl-3}. If a
 * name comes again, the second key ends in {@code -2}, the third in {@code -3}.
 */
final class OutputFigures {

  /** Beyond this it isn't a summary any more, and the text is there. */
  static final int MAX_FIGURES = 1000;

  private static final int MAX_LINE = 300;
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(\\S[^:=]*?)\\s*[:=]\\s*(0[xX][0-9a-fA-F]{1,16}"
              + "|[-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?)\\s*");
  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

  private OutputFigures() {}

  /** All figures, in order. */
  static List<Item> in(final String output) {
    final List<Item> figures = new ArrayList<>();
    final Set<String> keys = new HashSet<>();
    output
        .lines()
        .filter(line -> line.length() <= MAX_LINE)
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> !key(line.group(1)).isEmpty())
        .limit(MAX_FIGURES)
        .forEach(line -> figures.add(metric(keys, line.group(1), line.group(2))));
    return figures;
  }

  private static Metric metric(final Set<String> keys, final String words, final String number) {
    final String name = Printable.line(words);
    final String key = key(words);
    String distinct = key;
    for (int i = 2; !keys.add(distinct); i++) {
      distinct = key + "-" + i;
    }
    if (number.startsWith("0x") || number.startsWith("0X")) {
      final long address = Long.parseUnsignedLong(number.substring(2), 16);
      return Metric.of(distinct, name, address, Unit.DATA_ADDRESS);
    }
    try {
      return Metric.of(distinct, name, Long.parseLong(number), Unit.NONE);
    } catch (NumberFormatException notWhole) {
      final double fraction = Double.parseDouble(number);
      final double finite = Math.copySign(Math.min(Math.abs(fraction), Double.MAX_VALUE), fraction);
      return Metric.of(distinct, name, finite, Unit.NONE);
    }
  }

  private static String key(final String name) {
    final String dashed = OTHER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    return dashed.replaceAll("^-+|-+$", "");
  }
}
