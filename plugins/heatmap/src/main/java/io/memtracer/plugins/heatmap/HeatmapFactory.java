package io.memtracer.plugins.heatmap;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.plugins.support.SampledLines;
import java.util.List;

/** The entry point of the JAR. */
public final class HeatmapFactory implements TraceAnalyzerFactory {

  private static final String BLOCK = "block";
  private static final String WINDOW = "window";
  private static final String ROWS = "rows";
  private static final String COLUMNS = "columns";
  private static final String LIMIT = "limit";
  private static final String FOLD = "fold";

  /** Created by the host. */
  public HeatmapFactory() {}

  @Override
  public String name() {
    return "heatmap";
  }

  @Override
  public String description() {
    return "Which addresses are accessed when, by user code and by the kernel.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.bytes(
            BLOCK, 4096, 64, 1L << 30, "The finest that addresses are told apart, a power of two."),
        OptionSpec.number(
            WINDOW, 10_000, 1, 1L << 40, "Accesses: the finest that times are told apart."),
        OptionSpec.integer(ROWS, 64, 8, 4096, "Rows of a picture at most."),
        OptionSpec.integer(COLUMNS, 128, 2, 4096, "Columns of a picture at most, even."),
        OptionSpec.integer(
            LIMIT, 16_384, 64, 1 << 20, "Blocks told apart at most: with more they get larger."),
        OptionSpec.bytes(
            FOLD, 1 << 20, 1, 1L << 40, "Leave out what so much or more of isn't accessed."),
        SampledLines.OPTION);
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final Shape shape =
        new Shape(
            options.number(BLOCK),
            options.number(WINDOW),
            options.integer(ROWS),
            options.integer(COLUMNS),
            options.integer(LIMIT),
            options.number(FOLD),
            options.decimal(SampledLines.OPTION.name()));
    if (Long.bitCount(shape.blockBytes()) != 1) {
      throw new InvalidOptionException(
          "option block must be a power of two, but " + shape.blockBytes() + " isn't");
    }
    if (shape.columns() % 2 != 0) {
      throw new InvalidOptionException(
          "option columns must be even, but " + shape.columns() + " isn't");
    }
    return new HeatmapAnalyzer(shape);
  }
}
