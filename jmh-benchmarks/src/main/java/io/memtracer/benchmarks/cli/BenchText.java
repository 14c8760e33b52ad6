package io.memtracer.benchmarks.cli;

import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.report.Harmless;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What people are told of measurements. */
final class BenchText {

  private static final double SHOWN_AS_NOTHING = 0.05;

  private final PrintStream out;
  private final boolean utf8;

  BenchText(final PrintStream out, final boolean utf8) {
    this.out = out;
    this.utf8 = utf8;
  }

  void print(final LaneSpec lane, final Measurement noOp, final List<Measurement> measured) {
    out.println(Harmless.line((lane.name() + " " + lane.version()).strip() + options(lane)));
    line("Stream", "ns per record", "bytes allocated", "");
    for (final Measurement one : measured) {
      line(one.stream().label(), nanos(one), bytes(one), one.stream().description());
    }
    line("no analyzer", nanos(noOp), bytes(noOp), "what is left, on " + noOp.stream().label());
    out.println();
    final Measurement first = measured.get(0);
    out.printf(
        Locale.ROOT,
        "%s keeps up with a guest of %.0f million accesses per second%n",
        Harmless.line(lane.name()),
        1e3 / first.nanos());
    out.println(
        first.stream() == RecordStream.REAL
            ? "(alone, on one core, with records of a real guest)"
            : "(alone, on one core, with the stream " + first.stream().label() + ")");
  }

  private static String options(final LaneSpec lane) {
    return lane.options().asMap().entrySet().stream()
        .map(Map.Entry::toString)
        .collect(Collectors.joining(" ", "  ", ""));
  }

  private void line(
      final String name, final String nanos, final String bytes, final String description) {
    out.println(
        String.format(Locale.ROOT, "  %-13s  %15s  %15s  %s", name, nanos, bytes, description)
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
