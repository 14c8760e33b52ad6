package io.memtracer.host.session;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.AnalyzerThreads;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.route.AnalyzerChoice;
import io.memtracer.host.session.route.PhysicalPages;
import io.memtracer.host.session.route.PipelineEnd;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.route.RunContext;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.TraceException;
import java.util.List;
import java.util.Optional;

/** One run over records that were made before, with no machine. */
public final class ReplaySession extends Session {

  private final TraceRequest request;
  private final ReplaySource source;

  /**
   * A run that hasn't begun.
   *
   * @param request who is to listen, and how; what it says of workload and guest doesn't matter
   */
  public ReplaySession(final TraceRequest request, final ReplaySource source) {
    this.request = request;
    this.source = source;
  }

  /**
   * Hands all records to the analyzers.
   *
   * @throws TraceException if there is nothing to report: the request can't be fulfilled, the
   *     records can't be had, or the run was interrupted before the first
   */
  @Override
  TraceReport execute(final TraceListener listener, final long startNanos) {
    final PluginCatalog catalog = resources.add(PluginCatalog.load(request.pluginDirectories()));
    final List<AnalyzerChoice> analyzers = AnalyzerChoice.of(request.analyzers(), catalog);
    PhysicalPages.requireRecorded(request.physical(), analyzers);
    final RunDirectory run = resources.add(RunDirectory.create());
    final RunFacts facts =
        new RunFacts(
            source.command(), source.info(), Delivery.REPLAYED, source.vcpus(), source.origin());
    listener.onPhase("starting the analyzers");
    final Producer producer = resources.add(source.producer());
    final RouteEnd end = resources.add(interrupt.during(() -> start(analyzers, facts, run)));
    final RunOutcome outcome =
        new Tracing(producer, end, false, listener, Optional.empty()).run(interrupt);
    final TraceReport report =
        source.complete(
            facts.report(
                outcome,
                Attributions.ofReplay(outcome, source.tasksUnknown()),
                outcome.phases(),
                startNanos));
    listener.onReport(report);
    return report;
  }

  private PipelineEnd start(
      final List<AnalyzerChoice> analyzers, final RunFacts facts, final RunDirectory run) {
    final RunContext context = facts.context(request, run.file(RunFacts.SCRATCH));
    final List<LaneSpec> lanes =
        source.lanes(AnalyzerChoice.lanes(analyzers, context), request.onlyTask());
    final AnalyzerThreads threads = request.threads();
    final PipelineConfig config =
        source
            .config(PipelineConfig.of(threads.dedicated(), threads.shares()))
            .withTasks(request.onlyTask());
    return new PipelineEnd(Pipeline.start(config, lanes, source.intake(config)), lanes.size());
  }
}
