package io.memtracer.testkit;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import java.util.List;

/** Analyzers that are sound but for one thing each. */
@SuppressWarnings("NonFinalStaticField")
final class BrokenFactories {

  private BrokenFactories() {}

  public static final class TalksTooMuch extends SumFactory {
    @Override
    public String description() {
      return "Adds up\nall addresses.";
    }
  }

  public static final class Unlisted extends SumFactory {}

  public static final class AcceptsAnyOption extends SumFactory {
    @Override
    public List<OptionSpec> options() {
      return List.of(
          OptionSpec.number("start", 0, 0, 100, "What to start with."),
          OptionSpec.text("no-such-option", "", "Does nothing."));
    }
  }

  public static final class FailsAtLimit extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(100 / (100 - options.number("start")));
    }
  }

  public static final class FailsOnNothing extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public AnalysisResult onEnd(final EndOfTrace end) {
          return result("sum", end.recordsDelivered() == 0 ? 1 / end.recordsDelivered() : sum);
        }
      };
    }
  }

  public static final class FailsOnOne extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public AnalysisResult onEnd(final EndOfTrace end) {
          return result("sum", 1 / (end.recordsDelivered() - 1) + sum);
        }
      };
    }
  }

  public static final class TakesAddressForIndex extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public void onBatch(final RecordBatch batch) {
          final long[] pages = new long[1];
          for (int i = 0; i < batch.size(); i++) {
            sum += pages[(int) (batch.address(i) >> 63)];
          }
        }
      };
    }
  }

  public static final class CountsBatches extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public void onBatch(final RecordBatch batch) {
          sum++;
        }
      };
    }
  }

  public static final class LooksAtTheClock extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(System.nanoTime());
    }
  }

  public static final class KeepsStaticState extends SumFactory {
    private static long sharedSum;

    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      sharedSum = 0;
      return new SumAnalyzer(0) {
        @Override
        public AnalysisResult onEnd(final EndOfTrace end) {
          return result("sum", sharedSum);
        }

        @Override
        public void onBatch(final RecordBatch batch) {
          super.onBatch(batch);
          sharedSum = sum;
        }
      };
    }
  }

  public static final class KeepsBatches extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        private RecordBatch kept;

        @Override
        public void onBatch(final RecordBatch batch) {
          if (kept != null) {
            super.onBatch(kept);
          }
          kept = batch;
        }

        @Override
        public AnalysisResult onEnd(final EndOfTrace end) {
          if (kept != null) {
            super.onBatch(kept);
          }
          return super.onEnd(end);
        }
      };
    }
  }

  public static final class ClosesOnce extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        private boolean closed;

        @Override
        public void close() {
          if (closed) {
            throw new IllegalStateException("closed twice");
          }
          closed = true;
        }
      };
    }
  }

  public static final class NamesNothingDifferently extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public AnalysisResult onEnd(final EndOfTrace end) {
          return result(end.recordsDelivered() == 0 ? "nothing" : "sum", sum);
        }
      };
    }
  }

  public static final class AllocatesPerRecord extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        private final Long[] last = new Long[16];

        @Override
        public void onBatch(final RecordBatch batch) {
          for (int i = 0; i < batch.size(); i++) {
            last[i & 15] = batch.address(i);
            sum += last[i >> 1 & 15] == null ? 0 : batch.address(i);
          }
        }
      };
    }
  }
}
