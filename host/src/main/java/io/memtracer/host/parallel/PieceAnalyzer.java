package io.memtracer.host.parallel;

import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.dispatch.partition.Census;
import io.memtracer.host.dispatch.partition.PartitionedAnalyzer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Leads an analyzer through one piece; when it has thrown something, it isn't asked any more. */
final class PieceAnalyzer {

  private final TraceAnalyzer analyzer;
  private Optional<Throwable> failure = Optional.empty();

  /**
   * Starts one.
   *
   * @param before of the pieces before, if it is known whose records they have
   */
  PieceAnalyzer(final LaneSpec spec, final List<Census> before) {
    TraceAnalyzer created = null;
    try {
      created = spec.create();
      created.onStart(spec.context());
      if (created instanceof PartitionedAnalyzer several) {
        before.forEach(several::pass);
      }
    } catch (Throwable e) {
      failure = Optional.of(e);
    }
    analyzer = created;
  }

  void deliver(final RecordBatch batch) {
    if (failure.isEmpty()) {
      try {
        analyzer.onBatch(batch);
      } catch (Throwable e) {
        failure = Optional.of(e);
      }
    }
  }

  void event(final TraceEvent event) {
    if (failure.isEmpty()) {
      try {
        analyzer.onEvent(event);
      } catch (Throwable e) {
        failure = Optional.of(e);
      }
    }
  }

  /** Ends it. */
  Outcome end() {
    final ByteArrayOutputStream state = new ByteArrayOutputStream();
    try {
      if (failure.isEmpty()) {
        ((Mergeable) analyzer).save(new DataOutputStream(state));
      }
      if (analyzer != null) {
        analyzer.close();
      }
      return new Outcome(ByteBuffer.wrap(state.toByteArray()), failure);
    } catch (Throwable e) {
      return Outcome.failed(failure.orElse(e));
    }
  }
}
