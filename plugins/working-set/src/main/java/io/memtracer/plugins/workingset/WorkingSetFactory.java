package io.memtracer.plugins.workingset;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;

/** The entry point of the JAR. */
public final class WorkingSetFactory implements TraceAnalyzerFactory {

  static final String WINDOW = "window";
  static final String STEP = "step";
  static final String PAGE_SIZE = "page-size";

  private static final int SERIES_POINTS = 2048;
  private static final int MAX_STEPS = 10_000;

  /** Created by the host. */
  public WorkingSetFactory() {}

  @Override
  public String name() {
    return "working-set";
  }

  @Override
  public String description() {
    return "Distinct pages in windows of accesses (Denning's working set), and the footprint.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number(WINDOW, 1_000_000, 1, 1L << 40, "Accesses in a window."),
        OptionSpec.number(
            STEP,
            0,
            0,
            1L << 40,
            "Accesses from a window to the next, that overlaps it; 0: none overlap."),
        OptionSpec.bytes(PAGE_SIZE, 4096, 64, 1L << 30, "Bytes in a page, a power of two."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final long pageSize = options.number(PAGE_SIZE);
    if (Long.bitCount(pageSize) != 1) {
      throw new InvalidOptionException(
          "option " + PAGE_SIZE + " must be a power of two, but " + pageSize + " isn't");
    }
    final long window = options.number(WINDOW);
    final long step = options.number(STEP);
    if (step == 0 || step == window) {
      return new WorkingSetAnalyzer(window, pageSize, SERIES_POINTS);
    }
    if (window % step != 0 || window / step > MAX_STEPS) {
      throw new InvalidOptionException(
          "option "
              + WINDOW
              + " must be "
              + STEP
              + " times 1 to "
              + MAX_STEPS
              + ", but "
              + WINDOW
              + " is "
              + window
              + " and "
              + STEP
              + " "
              + step);
    }
    return new SlidingAnalyzer(window, step, pageSize, SERIES_POINTS);
  }
}
