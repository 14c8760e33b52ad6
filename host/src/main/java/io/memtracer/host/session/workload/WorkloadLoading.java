package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.GuestFacts;
import io.memtracer.host.guest.agent.RunRequest;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.UserTerminal;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Brings the workload into the guest, and to where it is to be let go. */
public record WorkloadLoading(TraceRequest request, TraceListener listener) {

  private static final Duration AGENT_TIMEOUT = Duration.ofSeconds(60);

  /** It is the workload's to end: whoever has enough of it interrupts. */
  private static final Duration WARM_UP_TIMEOUT = Duration.ofDays(365);

  /**
   * A workload that waits to be let go.
   *
   * @param start lets it go
   * @param process the guest's number of its process; 0 if the agent doesn't say
   * @param facts what the agent says about the guest
   * @param info what the workload says about itself
   */
  public record Loaded(WorkloadStart start, int process, GuestFacts facts, String info) {}

  /**
   * Loads it.
   *
   * @param agentSocket of the machine, which is ready
   * @param resources where the connection is added
   * @throws TraceException user error if the workload can't be run or isn't ready in time; guest
   *     error with QEMU's end if it ends meanwhile
   */
  public Loaded load(
      final VirtualMachine machine, final Path agentSocket, final Resources resources) {
    try {
      return load(agentSocket, resources);
    } catch (TraceException e) {
      throw e.category() == ErrorCategory.GUEST
          ? TraceException.guest(Ending.reason(machine, e), e)
          : e;
    }
  }

  private RunRequest runRequest(final Optional<UserTerminal> terminal) {
    final WorkloadSpec workload = request.workload();
    return new RunRequest(
        workload.path(),
        workload.calledAs(),
        workload.arguments(),
        workload.source() == WorkloadSpec.Source.SENT,
        workload.surroundings(),
        workload.preparation(),
        terminal.map(UserTerminal::wish));
  }

  private Optional<UserTerminal> terminal(final GuestFacts facts) {
    if (request.terminal().isEmpty() || facts.hasTerminals()) {
      return request.terminal();
    }
    listener.onNote(
        "programs of this guest can't have a terminal, only pipes: build or prepare it again");
    return Optional.empty();
  }

  private Loaded load(final Path agentSocket, final Resources resources) {
    listener.onPhase("loading the workload");
    final WorkloadSpec workload = request.workload();
    final Optional<Announcements> announcements =
        workload.readyWithin().map(patience -> new Announcements());
    final AgentChannel agent =
        resources.add(
            AgentChannel.connect(agentSocket, new WorkloadOutput(listener, announcements)));
    final GuestFacts facts = agent.hello(AGENT_TIMEOUT);
    final Optional<UserTerminal> terminal = terminal(facts);
    final boolean warmUp = workload.preparation() == RunRequest.Preparation.WARM_UP;
    if (warmUp) {
      listener.onPhase("warming up: running the workload untraced");
    }
    final int process = agent.load(runRequest(terminal), warmUp ? WARM_UP_TIMEOUT : AGENT_TIMEOUT);
    if (announcements.isPresent()) {
      listener.onPhase("waiting for the workload to be ready");
    }
    final TerminalLending lending = resources.add(new TerminalLending(terminal, agent, listener));
    final WorkloadStart start =
        new WorkloadStart(agent, request.standardInput(), lending, announcements);
    final String info = start.prepare(workload);
    listener.onWorkloadInfo(info);
    return new Loaded(start, process, facts, info);
  }
}
