package io.memtracer.benchmarks.cli;

import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.report.Harmless;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What people are told of measurements. */
final class BenchText {

  private static final double SHOWN_AS_NOTHING = 0.05;

  /** Twice what a record takes without an analyzer on the machines that memtracer was made on. */
  private static final double SLOW_NANOS = 3;

  private static final String NO_ANALYZER = "no analyzer";

  private final PrintStream out;
  private final boolean utf8;

  BenchText(final PrintStream out, final boolean utf8) {
    this.out = out;
    this.utf8 = utf8;
  }

  void print(final LaneSpec lane, final Measurement noOp, final List<Measurement> measured) {
    final String version = (lane.name() + " " + lane.version()).strip();
    out.println(Harmless.line((version + options(lane)).stripTrailing()));
    line("Stream", "ns per record", "fastest", "bytes allocated", "");
    for (final Measurement one : measured) {
      line(one.stream().label(), one, one.stream().description());
    }
    line(NO_ANALYZER, noOp, "what is left, on " + noOp.stream().label());
    out.println();
    final Measurement first = measured.get(0);
    out.printf(
        Locale.ROOT,
        "%s keeps up with a guest of %.0f million accesses per second, %.0f at its fastest%n",
        Harmless.line(lane.name()),
        1e3 / first.nanos(),
        1e3 / first.fastestNanos());
    out.println(
        first.stream() == RecordStream.REAL
            ? "(alone, on one core, with records of a real guest)"
            : "(alone, on one core, with the stream " + first.stream().label() + ")");
    warn(noOp, measured);
  }

  private static String options(final LaneSpec lane) {
    return lane.options().asMap().entrySet().stream()
        .map(Map.Entry::toString)
        .collect(Collectors.joining(" ", "  ", ""));
  }

  private void warn(final Measurement noOp, final List<Measurement> measured) {
    if (noOp.fastestNanos() > SLOW_NANOS) {
      out.printf(
          Locale.ROOT,
          "WARNING: a record takes %.2f ns without an analyzer, where %.1f are usual: this machine"
              + " is busy, or slow%n",
          noOp.fastestNanos(),
          SLOW_NANOS / 2);
    }
    final List<String> rough =
        measured.stream()
            .filter(Measurement::isRough)
            .map(one -> one.stream().label())
            .collect(Collectors.toCollection(ArrayList::new));
    if (noOp.isRough()) {
      rough.add(NO_ANALYZER);
    }
    if (!rough.isEmpty()) {
      out.println(
          "WARNING: uncertain by more than 30 %: "
              + String.join(", ", rough)
              + ". Take the fastest, or measure again");
      out.println("while nothing else runs");
    }
  }

  private void line(final String name, final Measurement one, final String description) {
    final String fastest = String.format(Locale.ROOT, "%.2f", one.fastestNanos());
    line(name, nanos(one), fastest, bytes(one), description);
  }

  private void line(
      final String name,
      final String nanos,
      final String fastest,
      final String bytes,
      final String description) {
    out.println(
        String.format(
                Locale.ROOT,
                "  %-13s  %15s  %8s  %15s  %s",
                name,
                nanos,
                fastest,
                bytes,
                description)
            .stripTrailing());
  }

  private String nanos(final Measurement one) {
    return String.format(
        Locale.ROOT, "%.2f %s %.2f", one.nanos(), utf8 ? "±" : "+-", one.errorNanos());
  }

  private static String bytes(final Measurement one) {
    return one.bytes() < SHOWN_AS_NOTHING ? "0" : String.format(Locale.ROOT, "%.1f", one.bytes());
  }
}
