package io.memtracer.plugins.reusedistance;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.plugins.support.SampledLines;
import java.util.List;

/** The entry point of the JAR. */
public final class ReuseDistanceFactory implements TraceAnalyzerFactory {

  private static final String LINE = "line";
  private static final String METHOD = "method";
  private static final String RATE = "rate";
  private static final String LINES = "lines";
  private static final String SEED = "seed";

  private static final String EXACT = "exact";
  private static final String FIXED_RATE = "rate";
  private static final String FIXED_SIZE = "size";

  /** Created by the host. */
  public ReuseDistanceFactory() {}

  @Override
  public String name() {
    return "reuse-distance";
  }

  @Override
  public String description() {
    return "Distinct lines between two uses of one, and the miss ratio of caches of every size.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.bytes(
            LINE, 64, 16, 1L << 30, "Bytes in a line, a power of two; 4096 for pages."),
        OptionSpec.choice(
            METHOD,
            EXACT,
            List.of(EXACT, FIXED_RATE, FIXED_SIZE),
            "Measure all lines, a share of them (rate), or so many of them (lines)."),
        OptionSpec.decimal(RATE, 0.01, 1e-6, 1, "With method=rate, the share of lines."),
        OptionSpec.integer(LINES, 8192, 16, 1 << 24, "With method=size, how many lines at most."),
        OptionSpec.number(SEED, 1, 0, 1L << 40, "Another one chooses other lines."),
        SampledLines.OPTION);
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final long lineBytes = options.number(LINE);
    if (Long.bitCount(lineBytes) != 1) {
      throw new InvalidOptionException(
          "option " + LINE + " must be a power of two, but " + lineBytes + " isn't");
    }
    final int lineShift = Long.numberOfTrailingZeros(lineBytes);
    final LineHash hash = new LineHash(options.number(SEED), lineShift);
    final double share = options.decimal(SampledLines.OPTION.name());
    if (share < 1) {
      return ofSome(options, new RateAnalyzer(lineShift, hash, share));
    }
    return switch (options.choice(METHOD)) {
      case FIXED_RATE -> new RateAnalyzer(lineShift, hash, options.decimal(RATE));
      case FIXED_SIZE -> new SizeAnalyzer(lineShift, hash, options.integer(LINES));
      default -> new ExactAnalyzer(lineShift);
    };
  }

  /** What some lines tell is SHARDS at that rate. */
  private static TraceAnalyzer ofSome(final AnalyzerOptions options, final RateAnalyzer shards) {
    if (!options.choice(METHOD).equals(EXACT)) {
      throw new InvalidOptionException(
          "give %s or %s, not both: they choose lines in the same way"
              .formatted(METHOD, SampledLines.OPTION.name()));
    }
    return shards;
  }
}
