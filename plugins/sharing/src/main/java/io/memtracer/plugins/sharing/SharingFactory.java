package io.memtracer.plugins.sharing;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;
import java.util.Locale;

/** The entry point of the JAR. */
public final class SharingFactory implements TraceAnalyzerFactory {

  private static final String BY = "by";
  private static final String WINDOW = "window";
  private static final String LINE = "line";
  private static final String TOP = "top";
  private static final String LIMIT = "limit";

  /** Created by the host. */
  public SharingFactory() {}

  @Override
  public String name() {
    return "sharing";
  }

  @Override
  public String description() {
    return "Lines that several vCPUs or tasks use at a time, the same bytes or others, and who.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.choice(
            BY, "vcpu", List.of("vcpu", "task", "mode"), "Who shares; mode is user and kernel."),
        OptionSpec.number(WINDOW, 50_000, 1, 1 << 26, "Accesses of all that count as at a time."),
        OptionSpec.bytes(LINE, 64, 64, 4096, "Bytes in a line, a power of two."),
        OptionSpec.integer(TOP, 20, 0, 100_000, "Lines listed."),
        OptionSpec.integer(LIMIT, 65_536, 1, 1 << 22, "Lines tracked at most."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final int lineBytes = options.integer(LINE);
    if (Integer.bitCount(lineBytes) != 1) {
      throw new InvalidOptionException(
          "option " + LINE + " must be a power of two, but " + lineBytes + " isn't");
    }
    return new SharingAnalyzer(
        new Settings(
            Owners.By.valueOf(options.choice(BY).toUpperCase(Locale.ROOT)),
            options.number(WINDOW),
            lineBytes,
            options.integer(TOP),
            options.integer(LIMIT)));
  }
}
