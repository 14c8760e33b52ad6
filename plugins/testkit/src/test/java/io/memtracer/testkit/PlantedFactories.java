package io.memtracer.testkit;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Mistakes that authors of analyzers outside of this project made. */
@SuppressWarnings("NonFinalStaticField")
final class PlantedFactories {

  private PlantedFactories() {}

  /** Ends a window at the batch in which it is full. */
  public static final class WindowCutByBatches extends SumFactory {
    @Override
    public List<OptionSpec> options() {
      return List.of(OptionSpec.number("window", 1_000_000, 1, 1L << 40, "Accesses in a window."));
    }

    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      final long window = options.number("window");
      return new SumAnalyzer(0) {
        private long inWindow;

        @Override
        public void onBatch(final RecordBatch batch) {
          inWindow += batch.size();
          if (inWindow >= window) {
            sum++;
            inWindow = 0;
          }
        }
      };
    }
  }

  /** Lines touched, from a signed shift to an unsigned one. */
  public static final class SignedShift extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public void onBatch(final RecordBatch batch) {
          for (int i = 0; i < batch.size(); i++) {
            final long first = batch.address(i) >> 6;
            final long last = (batch.address(i) + batch.accessSize(i) - 1) >>> 6;
            sum += first == last ? 1 : 2;
          }
        }

        @Override
        public AnalysisResult onEnd(final EndOfTrace end) {
          return AnalysisResult.of(
              Section.of("all", "All", Metric.of("lines", "Lines", sum, Unit.LINES)));
        }
      };
    }
  }

  /** Looks for a free place in a table that never gets another one, and is shared by all. */
  public static final class StaticTable extends SumFactory {
    private static final long[] TABLE = new long[1 << 14];

    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public void onBatch(final RecordBatch batch) {
          for (int i = 0; i < batch.size(); i++) {
            int place = (int) batch.address(i) & (TABLE.length - 1);
            while (TABLE[place] != 0
                && TABLE[place] != batch.address(i)
                && !Thread.currentThread().isInterrupted()) {
              place = (place + 1) & (TABLE.length - 1);
            }
            sum += TABLE[place] == 0 ? 1 : 0;
            TABLE[place] = batch.address(i);
          }
        }
      };
    }
  }

  public static final class BoxedMap extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        private final Map<Long, Long> lines = new HashMap<>();

        @Override
        public void onBatch(final RecordBatch batch) {
          for (int i = 0; i < batch.size(); i++) {
            lines.merge(batch.address(i) >>> 6, 1L, Long::sum);
          }
          sum = lines.size();
        }
      };
    }
  }

  public static final class NegativeSetIndex extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        private final long[] sets = new long[64];

        @Override
        public void onBatch(final RecordBatch batch) {
          for (int i = 0; i < batch.size(); i++) {
            sets[(int) ((batch.address(i) >> 6) % sets.length)]++;
          }
          sum = sets[0];
        }
      };
    }
  }
}
