package io.memtracer.benchmarks;

import io.memtracer.api.Divisible;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.dispatch.OtherFactory;
import io.memtracer.host.pipeline.Threading;
import java.util.List;
import org.openjdk.jmh.annotations.Param;

/**
 * What a record costs each of the threads that share an analyzer's work: one of them is measured at
 * a time, so that it takes no more processors than there are.
 */
public class SharesBenchmark extends RunBenchmark {

  /** As in {@code --analyzer}: one that is {@link Divisible}. */
  @Param("cache")
  public String analyzer;

  /** Label of a {@link RecordStream}. */
  @Param("real")
  public String stream;

  /** How many share the work. */
  @Param({"1", "2", "4", "8"})
  public int shares;

  /** Which of them is measured, from 0 on. */
  @Param("0")
  public int share;

  @Override
  EndlessRun begin() {
    return new EndlessRun(
        RecordStream.of(stream),
        List.of(analyzer),
        spec -> shares == 1 ? spec : spec.whole(new OneShare(spec)),
        Threading.INVOKER);
  }

  private final class OneShare extends OtherFactory {

    OneShare(final LaneSpec spec) {
      super(spec);
    }

    @Override
    protected TraceAnalyzer create() {
      final TraceAnalyzer one = spec().create();
      ((Divisible) one).take(share, shares);
      return one;
    }
  }
}
