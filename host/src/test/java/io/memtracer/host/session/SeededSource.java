package io.memtracer.host.session;

import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.pipeline.Records;
import io.memtracer.host.read.ScriptedSource;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A known stream of records as the source of a run, without QEMU.
 *
 * @param announced how many records it says it has handed over
 * @param dropped how many more it says it has dropped
 * @param end how it ends
 * @param settled counts how often it was asked for what isn't in the records
 */
record SeededSource(
    Records records, long announced, long dropped, RunEnd end, AtomicInteger settled)
    implements ReplaySource {

  private static final int PIECE_BYTES = 1000;

  @Override
  public List<String> command() {
    return List.of("seeded", Integer.toString(records.size()));
  }

  @Override
  public String info() {
    return "";
  }

  @Override
  public int vcpus() {
    return 256;
  }

  @Override
  public Origin origin() {
    return Origin.live(Map.of("source", "a test"));
  }

  @Override
  public Intake intake(final PipelineConfig config) {
    return config.intakeOf(new ScriptedSource(records.bytes(), at -> PIECE_BYTES, 0));
  }

  @Override
  public Producer producer() {
    final long made = announced + dropped;
    return new Made(new TraceCounters(made, made, announced, dropped, 0, 0), end, settled);
  }

  /** All of them have been made when it starts. */
  private record Made(TraceCounters counters, RunEnd end, AtomicInteger settled)
      implements Producer {

    @Override
    public void start(final Ending ending) {
      ending.complete(end);
    }

    @Override
    public int vcpusUp() {
      return 0;
    }

    @Override
    public Optional<TraceException> failure() {
      return Optional.empty();
    }

    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public void requireAlive() {}

    @Override
    public TraceCounters stop(final LongSupplier reader, final Duration patience) {
      return counters;
    }

    @Override
    public void settle() {
      settled.incrementAndGet();
    }

    @Override
    public String obituary(final RuntimeException noticed) {
      return noticed.getMessage();
    }

    @Override
    public void close() {}
  }
}
