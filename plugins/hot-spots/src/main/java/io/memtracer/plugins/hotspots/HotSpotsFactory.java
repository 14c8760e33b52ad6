package io.memtracer.plugins.hotspots;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.plugins.support.SampledLines;
import java.util.List;

/** The entry point of the JAR. */
public final class HotSpotsFactory implements TraceAnalyzerFactory {

  private static final String LINE = "line";
  private static final String PAGE = "page-size";
  private static final String TOP = "top";
  private static final String LIMIT = "limit";
  private static final String SKETCH = "sketch";
  private static final String TABLE = "table";

  /** Created by the host. */
  public HotSpotsFactory() {}

  @Override
  public String name() {
    return "hot-spots";
  }

  @Override
  public String description() {
    return "The pages, lines and instructions with the most accesses, and whose they are.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.bytes(LINE, 64, 16, 4096, "Bytes in a line, a power of two."),
        OptionSpec.bytes(PAGE, 4096, 16, 1L << 30, "Bytes in a page, a power of two."),
        OptionSpec.integer(TOP, 20, 0, 100_000, "Rows in each list."),
        OptionSpec.integer(
            LIMIT, 1 << 20, 0, 1 << 26, "Lines that are counted exactly, in blocks of 64; 0: all."),
        OptionSpec.integer(
            SKETCH, 4096, 1, 1 << 20, "Counters for all other lines, by Space-Saving."),
        OptionSpec.integer(TABLE, 262_144, 0, 4_000_000, "Instructions tracked at most; 0: all."),
        SampledLines.OPTION);
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final Shape shape =
        new Shape(
            options.integer(LINE),
            options.number(PAGE),
            options.integer(TOP),
            options.integer(LIMIT),
            options.integer(SKETCH),
            options.integer(TABLE),
            options.decimal(SampledLines.OPTION.name()));
    requirePowerOfTwo(LINE, shape.lineBytes());
    requirePowerOfTwo(PAGE, shape.pageBytes());
    if (shape.pageBytes() < shape.lineBytes()) {
      throw new InvalidOptionException(
          "a page can't be smaller than a line, but page-size is "
              + shape.pageBytes()
              + " and line "
              + shape.lineBytes());
    }
    return shape.countsAll() ? new AllSpotsAnalyzer(shape) : new HotSpotsAnalyzer(shape);
  }

  private static void requirePowerOfTwo(final String option, final long bytes) {
    if (Long.bitCount(bytes) != 1) {
      throw new InvalidOptionException(
          "option " + option + " must be a power of two, but " + bytes + " isn't");
    }
  }
}
