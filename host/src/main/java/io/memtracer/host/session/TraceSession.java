package io.memtracer.host.session;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.agent.GuestFacts;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.PluginBuild;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.route.AnalyzerChoice;
import io.memtracer.host.session.route.PhysicalPages;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.route.RunContext;
import io.memtracer.host.session.route.TraceRoute;
import io.memtracer.host.session.workload.GuestFiles;
import io.memtracer.host.session.workload.Interrupt;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.WorkloadLoading;
import io.memtracer.host.session.workload.WorkloadStart;
import io.memtracer.host.session.workload.WrittenFiles;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.KnownMemory;
import io.memtracer.host.symbols.ReplacedCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run: {@link #execute} once; {@link #interrupt} and {@link #abort} at any time, from other
 * threads.
 *
 * <p>Everything that is started or made is on one stack of resources and ended from its top,
 * however the run ends.
 */
public final class TraceSession {

  private static final Duration RESTORE_TIMEOUT = Duration.ofSeconds(60);
  private static final int MIB_SHIFT = 20;
  private static final String AGENT_SOCKET = "agent";
  private static final String CONSOLE_LOG = "console";

  private final TraceRequest request;
  private final Tools tools;
  private final Interrupt interrupt = new Interrupt();
  private final Resources resources = new Resources();

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

  /** Makes {@link #execute} return soon, with what has arrived, or fail if nothing has. */
  public void interrupt() {
    interrupt.request();
  }

  /** Ends all processes and removes all files of the run; {@link #execute} fails if under way. */
  public void abort() {
    resources.close();
  }

  /**
   * Runs the workload to its end.
   *
   * @throws TraceException if there is nothing to report: the request can't be fulfilled, or QEMU
   *     or the guest failed before tracing began. What fails later is in the report
   */
  public TraceReport execute(final TraceListener listener) {
    final long startNanos = System.nanoTime();
    try (resources) {
      final QemuBinary qemu = QemuLocator.ofEnvironment().locate(request.qemu());
      final Optional<PluginBuild> plugin =
          request.traced() ? Optional.of(tools.plugin().choose(qemu)) : Optional.empty();
      final Guest guest = new GuestFinder(tools, qemu, listener, resources).find(request.guest());
      requireShares(guest);
      final PluginCatalog catalog = resources.add(PluginCatalog.load(request.pluginDirectories()));
      catalog.problems().forEach(problem -> listener.onUnusableJar(problem.text()));
      final List<AnalyzerChoice> analyzers = AnalyzerChoice.of(request.analyzers(), catalog);
      PhysicalPages.require(request, analyzers);

      listener.onPhase("restoring guest " + guest.name());
      final RunDirectory run = resources.add(RunDirectory.create());
      final Optional<TraceRoute> route =
          request.traced()
              ? Optional.of(
                  TraceRoute.prepare(request, analyzers, guest.vcpus(), run, resources, listener))
              : Optional.empty();
      final VirtualMachine machine =
          restore(qemu, guest, route.map(way -> way.plugin(plugin.orElseThrow().library())), run);
      listener.onMonitor(new MachineMonitor(machine));

      final WorkloadLoading.Loaded loaded =
          new WorkloadLoading(request, listener).load(machine, run.socket(AGENT_SOCKET), resources);
      final WorkloadStart workload = loaded.start();
      final Origin origin = Origin.live(Provenance.of(request, qemu, guest, loaded.facts(), route));
      final RunFacts facts =
          new RunFacts(
              request.workload().command(),
              loaded.info(),
              route.map(TraceRoute::delivery).orElse(Delivery.UNTRACED),
              guest.vcpus(),
              origin);
      final RunContext context = facts.context(request, run.file(RunFacts.SCRATCH));
      final WrittenFiles written =
          new WrittenFiles(
              request.workload(), workload.agent(), (long) guest.ramMib() << MIB_SHIFT);
      final GuestMemory inGuest =
          new GuestMemory(
              guest, loaded.facts(), request.workload(), route.flatMap(TraceRoute::mappingTable));
      final LiveNames names =
          new LiveNames(() -> inGuest.now(since -> GuestCode.NONE), System::nanoTime);
      final LiveReports live = new LiveReports(facts, listener, names::name, startNanos);
      final Optional<Recorder> recorder =
          request.record().map(wanted -> resources.add(Recording.begin(wanted, request, facts)));
      final RunOutcome outcome =
          route.isPresent()
              ? trace(
                  route.get(),
                  AnalyzerChoice.lanes(analyzers, context),
                  MachineProducer.of(request, facts.delivery(), machine, loaded, written),
                  recorder,
                  listener,
                  live)
              : runUntraced(machine, workload, written, listener);
      final Attribution tasks =
          Attributions.of(request, facts.delivery(), loaded, machine, outcome);
      final TraceReport all =
          facts
              .with(machine.endedForMemory())
              .report(
                  Confirmation.of(request, outcome, tasks),
                  tasks,
                  PhaseKnowledge.of(facts.delivery(), machine, outcome),
                  startNanos);
      final TraceReport selected = all.selected(Selections.of(request, facts.delivery(), machine));
      final AskedCode.Asking asking =
          new AskedCode.Asking(
              new GuestFiles(workload.agent(), machine, written),
              CopiesOfImages.beside(tools.guests()),
              tasks,
              () -> route.flatMap(TraceRoute::replacedCode).map(ReplacedCode::read).orElseThrow());
      final boolean answers = canBeAsked(outcome, loaded.facts());
      final Supplier<KnownMemory> memory =
          Naming.once(() -> inGuest.now(since -> answers ? asking.of(since) : GuestCode.NONE));
      final TraceReport named = Naming.name(selected, memory);
      final TraceReport seen = written.seen().map(named::with).orElse(named);
      final TraceReport report =
          recorder.map(writer -> Recording.finish(writer, seen, memory.get())).orElse(seen);
      handOver(report, machine, listener);
      return report;
    } catch (TraceException e) {
      throw interrupt.explain(e);
    }
  }

  /** Where the run ended as it should, and nobody goes on to use the guest. */
  private boolean canBeAsked(final RunOutcome outcome, final GuestFacts facts) {
    return facts.tellsFiles()
        && outcome.incomplete().isEmpty()
        && !interrupt.isRequested()
        && !request.operator().stays();
  }

  private void requireShares(final Guest guest) {
    final int wanted = request.workload().surroundings().shares().size();
    if (wanted > 0 && guest.blindness().isPresent()) {
      throw TraceException.user(
          "the guest %s can't see files of this machine, since %s: use --no-host-files or --in-guest, or build or prepare another"
              .formatted(guest.name(), guest.blindness().get()));
    }
    if (wanted > guest.shareSlots()) {
      throw TraceException.user(
          "the guest %s can be shown %d directories, but --share has %d"
              .formatted(guest.name(), guest.shareSlots(), wanted));
    }
  }

  private RunOutcome trace(
      final TraceRoute route,
      final List<LaneSpec> lanes,
      final Producer producer,
      final Optional<Recorder> recorder,
      final TraceListener listener,
      final LiveReports live) {
    listener.onPhase("starting the analyzers");
    final PipelineConfig config =
        PipelineConfig.of(request.dedicatedThreads()).withTasks(request.onlyTask());
    final RouteEnd end =
        resources.add(interrupt.during(() -> route.start(config, lanes, producer, recorder)));
    return new Tracing(producer, end, request.operator().stays(), listener, Optional.of(live))
        .run(interrupt);
  }

  private RunOutcome runUntraced(
      final VirtualMachine machine,
      final WorkloadStart workload,
      final WrittenFiles written,
      final TraceListener listener) {
    listener.onPhase("running the workload, untraced");
    final RunOutcome outcome = UntracedRun.run(machine, workload, request.timeout(), interrupt);
    if (outcome.incomplete().isEmpty() && !interrupt.isRequested() && !request.operator().stays()) {
      written.collect(machine);
    }
    return outcome;
  }

  private VirtualMachine restore(
      final QemuBinary qemu,
      final Guest guest,
      final Optional<PluginSpec> plugin,
      final RunDirectory run) {
    try {
      final VirtualMachine machine = launch(qemu, guest, plugin, run);
      machine.awaitReady(RESTORE_TIMEOUT);
      return machine;
    } catch (TraceException e) {
      throw RestoreFailure.explain(e, guest);
    }
  }

  private void handOver(
      final TraceReport report, final VirtualMachine machine, final TraceListener listener) {
    interrupt.killMachineOnRequest();
    if (request.operator().stays() && report.incomplete().isEmpty() && !interrupt.isRequested()) {
      machine.release();
    }
    listener.onReport(report);
  }

  private VirtualMachine launch(
      final QemuBinary qemu,
      final Guest guest,
      final Optional<PluginSpec> plugin,
      final RunDirectory run) {
    final LaunchSpec launch =
        LaunchSpec.EMPTY
            .withDisk(guest.disk())
            .withConsole(run.file(CONSOLE_LOG))
            .withAgent(run.socket(AGENT_SOCKET))
            .withShares(request.workload().surroundings().shares())
            .withWindow(request.operator().window());
    final LaunchSpec traced = plugin.map(launch::withPlugin).orElse(launch);
    final VirtualMachine machine =
        resources.add(VirtualMachine.launch(qemu, guest.machine(), traced, run));
    interrupt.killOnRequest(machine);
    return machine;
  }
}
