package io.memtracer.host.session;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.qemu.PluginBuild;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.AnalyzerThreads;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.route.AnalyzerChoice;
import io.memtracer.host.session.route.PhysicalPages;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.route.TraceRoute;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.WorkloadLoading;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One run of a workload in a guest, whose records are made while it goes on. */
public final class TraceSession extends Session {

  private static final String PROGRAM = "program";

  private final TraceRequest request;
  private final Tools tools;

  /**
   * A run that hasn't begun.
   *
   * @param request what the user asks for
   * @param tools what it takes from this machine
   */
  public TraceSession(final TraceRequest request, final Tools tools) {
    this.request = request;
    this.tools = tools;
  }

  /**
   * Runs the workload to its end.
   *
   * @throws TraceException if there is nothing to report: the request can't be fulfilled, or QEMU
   *     or the guest failed before tracing began. What fails later is in the report
   */
  @Override
  TraceReport execute(final TraceListener listener, final long startNanos) {
    final QemuBinary qemu = QemuLocator.ofEnvironment().locate(request.qemu());
    final Optional<PluginBuild> plugin =
        request.traced() ? Optional.of(tools.plugin().choose(qemu)) : Optional.empty();
    final Guest guest = new GuestFinder(tools, qemu, listener, resources).find(request.guest());
    final MachineStart start = new MachineStart(request, interrupt, resources);
    start.requireShares(guest);
    final PluginCatalog catalog = resources.add(PluginCatalog.load(request.pluginDirectories()));
    catalog.problems().forEach(problem -> listener.onUnusableJar(problem.text()));
    final List<AnalyzerChoice> analyzers = AnalyzerChoice.of(request.analyzers(), catalog);
    PhysicalPages.require(request, analyzers);

    listener.onPhase("restoring guest " + guest.name());
    final RunDirectory directory = resources.add(RunDirectory.create());
    final Optional<TraceRoute> route =
        request.traced()
            ? Optional.of(
                TraceRoute.prepare(
                    request, analyzers, guest.vcpus(), directory, resources, listener))
            : Optional.empty();
    final VirtualMachine machine =
        start.restore(
            qemu, guest, route.map(way -> way.plugin(plugin.orElseThrow().library())), directory);
    listener.onMonitor(new MachineMonitor(machine));

    final WorkloadLoading.Loaded loaded =
        new WorkloadLoading(request, listener)
            .load(machine, MachineStart.agentSocket(directory), resources);
    final LiveRun run = LiveRun.of(request, qemu, guest, machine, loaded, route);
    final TraceReport report = report(run, analyzers, directory, listener, startNanos);
    handOver(report, machine, listener);
    return report;
  }

  /** Lets the workload go, and says in the end what came of it. */
  private TraceReport report(
      final LiveRun run,
      final List<AnalyzerChoice> analyzers,
      final RunDirectory directory,
      final TraceListener listener,
      final long startNanos) {
    final Optional<Recorder> recorder =
        request
            .record()
            .map(wanted -> resources.add(Recording.begin(wanted, request, run.facts())));
    final RunOutcome outcome =
        run.route().isPresent()
            ? trace(
                run,
                AnalyzerChoice.lanes(
                    analyzers, run.facts().context(request, directory.file(RunFacts.SCRATCH))),
                directory.file(PROGRAM),
                recorder,
                listener,
                startNanos)
            : runUntraced(run, listener);
    return run.report(
        outcome,
        isLeftAlone(outcome) && run.loaded().facts().tellsFiles(),
        tools.guests(),
        recorder,
        startNanos);
  }

  /** Where the run ended as it should, and nobody goes on to use the guest. */
  private boolean isLeftAlone(final RunOutcome outcome) {
    return outcome.incomplete().isEmpty()
        && !interrupt.isRequested()
        && !request.operator().stays();
  }

  private RunOutcome trace(
      final LiveRun run,
      final List<LaneSpec> lanes,
      final Path copyOfProgram,
      final Optional<Recorder> recorder,
      final TraceListener listener,
      final long startNanos) {
    final LiveReports live = run.reports(listener, startNanos);
    final Producer producer =
        MachineProducer.of(
            request,
            run.facts().delivery(),
            run.machine(),
            run.loaded(),
            copyOfProgram,
            run.written());
    listener.onPhase("starting the analyzers");
    final AnalyzerThreads threads = request.threads();
    final PipelineConfig config =
        PipelineConfig.of(threads.dedicated(), threads.shares()).withTasks(request.onlyTask());
    final TraceRoute route = run.route().orElseThrow();
    final RouteEnd end =
        resources.add(interrupt.during(() -> route.start(config, lanes, producer, recorder)));
    return new Tracing(producer, end, request.operator().stays(), listener, Optional.of(live))
        .run(interrupt);
  }

  private RunOutcome runUntraced(final LiveRun run, final TraceListener listener) {
    listener.onPhase("running the workload, untraced");
    final RunOutcome outcome =
        UntracedRun.run(run.machine(), run.loaded().start(), request.timeout(), interrupt);
    if (isLeftAlone(outcome)) {
      run.written().collect(run.machine());
    }
    return outcome;
  }

  private void handOver(
      final TraceReport report, final VirtualMachine machine, final TraceListener listener) {
    interrupt.killMachineOnRequest();
    if (request.operator().stays() && report.incomplete().isEmpty() && !interrupt.isRequested()) {
      machine.release();
    }
    listener.onReport(report);
  }
}
