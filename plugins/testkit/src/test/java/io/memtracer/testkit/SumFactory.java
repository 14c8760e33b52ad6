package io.memtracer.testkit;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.util.List;

/** A sound analyzer, to be broken in subclasses. */
public class SumFactory implements TraceAnalyzerFactory {

  @Override
  public String name() {
    return "sum";
  }

  @Override
  public String description() {
    return "Adds up all addresses.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number("start", 0, 0, 100, "What to start with."),
        OptionSpec.flag("quick", true, "Does nothing."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new SumAnalyzer(options.number("start"));
  }

  /** Adds up all addresses. */
  static class SumAnalyzer implements TraceAnalyzer {

    long sum;

    SumAnalyzer(final long start) {
      sum = start;
    }

    @Override
    public void onBatch(final RecordBatch batch) {
      for (int i = 0; i < batch.size(); i++) {
        sum += batch.address(i);
      }
    }

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      return result("sum", sum);
    }

    static AnalysisResult result(final String key, final long value) {
      return AnalysisResult.of(Section.of("all", "All", Metric.of(key, "Sum", value, Unit.NONE)));
    }
  }
}
