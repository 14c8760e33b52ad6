package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.TerminalSize;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.UserTerminal;
import io.memtracer.host.status.TraceException;
import java.util.Optional;

/**
 * Lends the user's terminal to the workload from when it is let go until it has ended, however it
 * ends. Thread-safe.
 */
final class TerminalLending implements AutoCloseable {

  private final Optional<UserTerminal> terminal;
  private final AgentChannel agent;
  private final TraceListener listener;
  private Optional<UserTerminal.Loan> loan = Optional.empty();
  private boolean over;

  /**
   * Has lent nothing yet.
   *
   * @param terminal empty if the workload gets none
   */
  TerminalLending(
      final Optional<UserTerminal> terminal,
      final AgentChannel agent,
      final TraceListener listener) {
    this.terminal = terminal;
    this.agent = agent;
    this.listener = listener;
  }

  /** The workload is about to be let go; does nothing if it has been. */
  synchronized void begin() {
    if (over || loan.isPresent() || terminal.isEmpty()) {
      return;
    }
    loan = Optional.of(terminal.get().lend(this::resize));
    listener.onTerminalLent(true);
  }

  private void resize(final TerminalSize size) {
    try {
      agent.resize(size);
    } catch (TraceException e) {
      // A lost connection is in the run's result, and nothing else is lost.
      return;
    }
  }

  /** The terminal is the user's again; a second call does nothing. */
  @Override
  public synchronized void close() {
    over = true;
    if (loan.isPresent()) {
      loan.get().close();
      loan = Optional.empty();
      listener.onTerminalLent(false);
    }
  }
}
