package io.memtracer.host.session;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.guest.AgentChannel;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestBuilder;
import io.memtracer.host.guest.GuestFacts;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.RunRequest;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.pipeline.Threading;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run: {@link #execute} once; {@link #interrupt} and {@link #abort} at any time, from other
 * threads.
 *
 * <p>Everything that is started or made is on one stack of resources and ended from its top,
 * however the run ends.
 */
public final class TraceSession {

  private static final Duration RESTORE_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration AGENT_TIMEOUT = Duration.ofSeconds(60);
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
      final Guest guest = guest(qemu, listener);
      final PluginCatalog catalog = resources.add(PluginCatalog.load(request.pluginDirectories()));
      final List<AnalyzerChoice> analyzers = AnalyzerChoice.of(request.analyzers(), catalog);

      listener.onPhase("restoring guest " + guest.name());
      final RunDirectory run = resources.add(RunDirectory.create());
      final TraceLine line =
          TraceLine.prepare(request.transport(), guest.vcpus(), run, resources, listener);
      final VirtualMachine machine = launch(qemu, guest, line, run);
      machine.awaitReady(RESTORE_TIMEOUT);

      listener.onPhase("sending the workload");
      final AgentChannel agent =
          resources.add(
              AgentChannel.connect(run.socket(AGENT_SOCKET), new WorkloadOutput(listener)));
      final GuestFacts facts = agent.hello(AGENT_TIMEOUT);
      agent.load(program(), AGENT_TIMEOUT);

      listener.onPhase("starting the analyzers");
      final Map<String, String> provenance =
          Provenance.of(request, qemu, guest, facts, line.transport());
      final Pipeline pipeline =
          resources.add(
              line.start(config(), lanes(analyzers, guest, provenance, run), machine.control()));
      final Tracing.Outcome outcome =
          new Tracing(request, machine, agent, pipeline, listener).run(interrupt);
      return report(outcome, provenance, startNanos);
    } catch (TraceException e) {
      throw interrupt.isRequested()
          ? TraceException.guest("the run was interrupted: there is nothing to report", e)
          : e;
    }
  }

  /** The embedded guest is built if it is missing; others are there or not. */
  private Guest guest(final QemuBinary qemu, final TraceListener listener) {
    if (!request.guest().equals(GuestRecipe.DEFAULT_NAME)) {
      return tools.guests().require(request.guest());
    }
    final GuestRecipe recipe = GuestRecipe.ofDefault().withVcpus(request.vcpus().orElse(1));
    return new GuestBuilder(tools.guests(), qemu, tools.agent(), new BuildPhases(listener))
        .ensure(recipe);
  }

  private VirtualMachine launch(
      final QemuBinary qemu, final Guest guest, final TraceLine line, final RunDirectory run) {
    final LaunchSpec launch =
        LaunchSpec.EMPTY
            .withDisk(guest.disk())
            .withConsole(run.file(CONSOLE_LOG))
            .withAgent(run.socket(AGENT_SOCKET))
            .withPlugin(line.plugin(tools.qemuPlugin()));
    final VirtualMachine machine =
        resources.add(VirtualMachine.launch(qemu, guest.machine(), launch, run));
    interrupt.killOnRequest(machine);
    return machine;
  }

  private RunRequest program() {
    final WorkloadSpec workload = request.workload();
    return new RunRequest(workload.path(), workload.arguments(), workload.inGuest());
  }

  private List<LaneSpec> lanes(
      final List<AnalyzerChoice> analyzers,
      final Guest guest,
      final Map<String, String> facts,
      final RunDirectory run) {
    final List<LaneSpec> lanes = new ArrayList<>();
    for (final AnalyzerChoice analyzer : analyzers) {
      lanes.add(
          analyzer.lane(
              new RunContext(
                  request.workload().command(),
                  List.of(),
                  guest.vcpus(),
                  request.userOnly(),
                  request.sampling(),
                  facts,
                  request.onFull() == OnFull.DROP,
                  run.file("analyzer-" + lanes.size()))));
    }
    return lanes;
  }

  private PipelineConfig config() {
    return PipelineConfig.defaults()
        .withThreading(request.dedicatedThreads() ? Threading.DEDICATED : Threading.SHARED);
  }

  private TraceReport report(
      final Tracing.Outcome outcome, final Map<String, String> provenance, final long startNanos) {
    return new TraceReport(
        outcome.startedAt(),
        outcome.tracingNanos(),
        System.nanoTime() - startNanos,
        request.workload().command(),
        "",
        outcome.end().exit(),
        outcome.counters(),
        outcome.pipeline().counters().recordsRead(),
        outcome.pipeline().analyzers(),
        outcome.incomplete(),
        provenance);
  }
}
