package io.memtracer.plugins.external;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the user can say about a tool.
 *
 * @param path the program
 * @param name what reports call it
 * @param readyTimeoutNanos how long it may take to be ready and to open the FIFO
 * @param readTimeoutNanos how long it may leave records unread
 * @param endTimeoutNanos how long its analysis may take
 * @param graceNanos how long the FIFO must be empty if the tool can't be seen asleep in a read
 * @param maxOutputBytes how much of its analysis is kept
 */
record ToolOptions(
    Path path,
    String name,
    long readyTimeoutNanos,
    long readTimeoutNanos,
    long endTimeoutNanos,
    long graceNanos,
    int maxOutputBytes) {

  /** Less would measure how busy the machine is. */
  private static final long SHORTEST_TIMEOUT_MILLIS = 5_000;

  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private static final OptionSpec PATH = OptionSpec.text("path", null, "the tool's program");
  private static final OptionSpec NAME =
      OptionSpec.text("name", "", "what reports call it; its file name if not given");
  private static final OptionSpec READY =
      timeout("ready-timeout-ms", 30_000, "how long it may take to be ready and open the FIFO");
  private static final OptionSpec READ =
      timeout("read-timeout-ms", 600_000, "how long it may leave records unread");
  private static final OptionSpec END =
      timeout("end-timeout-ms", 120_000, "how long it may take to print its analysis");
  private static final OptionSpec GRACE =
      OptionSpec.number(
          "grace-ms",
          1_000,
          0,
          DAY_MILLIS,
          "how long the FIFO must be empty at the end if the tool polls or spins, in ms");
  private static final OptionSpec OUTPUT =
      OptionSpec.bytes(
          "max-output", 16 << 20, 1, 1 << 30, "how much of its analysis is kept, in bytes");

  private static OptionSpec timeout(
      final String name, final long defaultMillis, final String description) {
    return OptionSpec.number(
        name, defaultMillis, SHORTEST_TIMEOUT_MILLIS, DAY_MILLIS, description + ", in ms");
  }

  static List<OptionSpec> specs() {
    return List.of(PATH, NAME, READY, READ, END, GRACE, OUTPUT);
  }

  static ToolOptions of(final AnalyzerOptions options) {
    final Path path = Path.of(options.text(PATH.name())).toAbsolutePath();
    final String name = options.text(NAME.name());
    return new ToolOptions(
        path,
        Printable.line(name.isBlank() ? String.valueOf(path.getFileName()) : name),
        nanos(options, READY),
        nanos(options, READ),
        nanos(options, END),
        nanos(options, GRACE),
        (int) options.number(OUTPUT.name()));
  }

  private static long nanos(final AnalyzerOptions options, final OptionSpec spec) {
    return TimeUnit.MILLISECONDS.toNanos(options.number(spec.name()));
  }
}
