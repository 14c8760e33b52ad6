package io.memtracer.host.session.request;

import io.memtracer.host.guest.agent.TerminalSize;
import io.memtracer.host.guest.agent.TerminalWish;
import java.util.function.Consumer;

/** The user's terminal, which a workload can have while it runs, through one of its own. */
public interface UserTerminal {

  /** What the workload's is to be like. */
  TerminalWish wish();

  /**
   * Lends it: each key is passed on as it is, Ctrl-C too, and each byte is shown as it is.
   *
   * @param onResize told when its size has changed, on another thread
   */
  Loan lend(Consumer<TerminalSize> onResize);

  /** Until it is closed, whereupon the terminal is as it was. A second call does nothing. */
  interface Loan extends AutoCloseable {

    @Override
    void close();
  }
}
