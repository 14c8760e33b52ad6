package io.memtracer.host.session;

import io.memtracer.host.foreign.ForeignIntake;
import io.memtracer.host.foreign.ForeignTrace;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trace of another program as the source of a run. Used once. */
final class ForeignSource implements ReplaySource, FiniteProducer {

  private final ForeignTrace trace;
  private ForeignIntake intake;

  /**
   * A source.
   *
   * @param trace closed by whoever opened it
   */
  ForeignSource(final ForeignTrace trace) {
    this.trace = trace;
  }

  @Override
  public List<String> command() {
    return List.of(trace.path().toString());
  }

  @Override
  public String info() {
    return "";
  }

  @Override
  public int vcpus() {
    return 1;
  }

  @Override
  public int vcpusUp() {
    return 1;
  }

  @Override
  public Origin origin() {
    final Map<String, String> facts = new LinkedHashMap<>();
    facts.put("format", trace.format().word());
    facts.put("unknown", trace.format().unknown());
    return Origin.foreign(trace.path().toString(), facts);
  }

  @Override
  public Producer producer() {
    return this;
  }

  @Override
  public Optional<String> tasksUnknown() {
    return Optional.of(trace.format().word() + " doesn't tell");
  }

  @Override
  public Intake intake(final PipelineConfig config) {
    intake = trace.intake();
    return intake;
  }

  @Override
  public FiniteIntake taken() {
    return intake;
  }

  @Override
  public RunEnd end(final Optional<String> problem) {
    return problem
        .map(what -> RunEnd.broken(TraceException.user(what)))
        .orElseGet(() -> RunEnd.exited(new WorkloadExit(WorkloadExit.How.FINISHED, 0)));
  }
}
