package io.memtracer.host.cli.terminal;

import io.memtracer.host.guest.agent.TerminalSize;
import io.memtracer.host.posix.TerminalDevice;
import io.memtracer.host.session.request.UserTerminal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A terminal in raw mode, whose size is looked at again and again: a handler for the signal that
 * tells of a change would be the virtual machine's to give, and it gives none.
 */
final class TerminalLoan implements UserTerminal.Loan {

  private static final long LOOK_MILLIS = 200;

  private final TerminalDevice.RawMode mode;
  private final Console console;
  private final Supplier<TerminalSize> size;
  private final Consumer<TerminalSize> onResize;
  private final CountDownLatch over = new CountDownLatch(1);
  private TerminalSize told;

  /**
   * Begins to look.
   *
   * @param mode closed with this
   * @param console told of it
   * @param size the terminal's at the moment
   * @param onResize told of each change
   */
  TerminalLoan(
      final TerminalDevice.RawMode mode,
      final Console console,
      final Supplier<TerminalSize> size,
      final Consumer<TerminalSize> onResize) {
    this.mode = mode;
    this.console = console;
    this.size = size;
    this.onResize = onResize;
    told = size.get();
    console.terminalLent(true);
    final Thread thread = new Thread(this::watch, "terminal-size");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        final TerminalSize now = size.get();
        if (!now.equals(told)) {
          told = now;
          onResize.accept(now);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    mode.close();
    console.terminalLent(false);
    over.countDown();
  }
}
