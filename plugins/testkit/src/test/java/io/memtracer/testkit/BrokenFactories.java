package io.memtracer.testkit;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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

  public static final class FailsOnGaps extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public void onEvent(final TraceEvent event) {
          throw new IllegalStateException("what is a " + event + "?");
        }
      };
    }
  }

  public static final class SnapshotsForget extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new SumAnalyzer(0) {
        @Override
        public Optional<AnalysisResult> snapshot() {
          final long before = sum;
          sum = 0;
          return Optional.of(result("sum", before));
        }
      };
    }
  }

  public static final class MergesBadly extends SumFactory {
    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new Merging();
    }

    private static final class Merging extends SumAnalyzer implements Mergeable {
      Merging() {
        super(0);
      }

      @Override
      public void save(final DataOutput out) throws IOException {
        out.writeInt((int) sum);
      }

      @Override
      public void mergeNext(final DataInput in) throws IOException {
        sum += in.readInt();
      }
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
