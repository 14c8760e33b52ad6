package io.memtracer.host.session;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.TaskChoice;
import java.util.List;
import java.util.Optional;

/** Records that were made before: what a run over them has to know, and where they come from. */
public interface ReplaySource {

  /** The workload whose records they are, with its arguments. */
  List<String> command();

  /** What the workload said about itself; empty if nothing. */
  String info();

  /** How many vCPUs made them. */
  int vcpus();

  /** Where they come from. */
  Origin origin();

  /** What counts them and hands them over; closed by the run. */
  Producer producer();

  /** Why nobody knows which tasks made them; empty if their batches tell. */
  default Optional<String> tasksUnknown() {
    return Optional.empty();
  }

  /**
   * Who is to look at the records, given who was asked for: some may look at them in another way.
   *
   * @param tasks whose records are wanted
   */
  default List<LaneSpec> lanes(final List<LaneSpec> asked, final TaskChoice tasks) {
    return asked;
  }

  /** On which threads they look at them, once it is known who does. */
  default PipelineConfig config(final PipelineConfig asked) {
    return asked;
  }

  /** Adds to a report what the records don't tell of their run. */
  default TraceReport complete(final TraceReport report) {
    return report;
  }

  /** Where they arrive; asked for once, closed by the run. */
  Intake intake(PipelineConfig config);
}
