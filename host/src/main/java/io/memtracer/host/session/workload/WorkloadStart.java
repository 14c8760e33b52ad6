package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.session.request.WorkloadSpec;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lets the workload go where it is to be traced from: a wrapped one from its first instruction, an
 * unwrapped one from where it waits for Enter.
 *
 * @param agent in the guest
 * @param standardInput the workload's, from then on
 * @param terminal the user's, which it may get
 * @param announcements what an unwrapped workload says; empty for a wrapped one
 */
public record WorkloadStart(
    AgentChannel agent,
    InputStream standardInput,
    TerminalLending terminal,
    Optional<Announcements> announcements) {

  /** Brings the loaded workload to where it waits, and returns what it says about itself. */
  String prepare(final WorkloadSpec workload) {
    if (announcements.isEmpty()) {
      return "";
    }
    terminal.begin();
    agent.go();
    return announcements.get().awaitReady(agent.exit(), workload.readyWithin().orElseThrow());
  }

  /** Lets it go. */
  public void go() {
    terminal.begin();
    if (announcements.isPresent()) {
      agent.pressEnter();
    } else {
      agent.go();
    }
  }

  /** It has ended: the user has the terminal again. */
  void giveBackTerminal() {
    terminal.close();
  }

  /** Passes on its standard input. */
  public void feed() {
    agent.feed(standardInput);
  }
}
