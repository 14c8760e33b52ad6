package io.memtracer.host.cli.terminal;

import io.memtracer.host.guest.agent.TerminalSize;
import io.memtracer.host.guest.agent.TerminalWish;
import io.memtracer.host.posix.TerminalDevice;
import io.memtracer.host.session.request.UserTerminal;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The terminal at this process's standard input.
 *
 * @param device it
 * @param console ours, which may be the same terminal
 * @param output where the workload's standard output goes
 * @param outputShown whether that is a terminal
 * @param errorShown whether its standard error goes to a terminal
 */
public record ProcessTerminal(
    TerminalDevice device,
    Console console,
    PrintStream output,
    boolean outputShown,
    boolean errorShown)
    implements UserTerminal {

  private static final int STANDARD_INPUT = 0;
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final String CONTROLLING = "/dev/tty";

  /** What a terminal shows that doesn't know how much. */
  private static final TerminalSize USUAL = new TerminalSize(24, 80);

  /**
   * Finds it.
   *
   * @param jsonOut whether the workload's standard output goes where its standard error goes
   * @return empty if there is none, or what is typed there isn't for us
   */
  public static Optional<ProcessTerminal> find(final Console console, final boolean jsonOut) {
    final TerminalDevice device = new TerminalDevice(STANDARD_INPUT);
    if (!console.hasTerminalInput() || !device.isInForeground()) {
      return Optional.empty();
    }
    final boolean errorShown = TerminalDevice.isTerminal(STANDARD_ERROR);
    return Optional.of(
        new ProcessTerminal(
            device,
            console,
            jsonOut ? console.err() : console.out(),
            jsonOut ? errorShown : TerminalDevice.isTerminal(STANDARD_OUTPUT),
            errorShown));
  }

  @Override
  public TerminalWish wish() {
    return new TerminalWish(size(), outputShown, errorShown);
  }

  private TerminalSize size() {
    return new TerminalSize(
        device.rows().orElse(USUAL.rows()), device.columns().orElse(USUAL.columns()));
  }

  /** Where what the workload's terminal shows is to be seen. */
  public PrintStream screen() {
    if (outputShown || errorShown) {
      return outputShown ? output : console.err();
    }
    try {
      return new PrintStream(new FileOutputStream(CONTROLLING), false, StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      // What is typed isn't seen then; nothing else depends on it.
      return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
  }

  @Override
  public Loan lend(final Consumer<TerminalSize> onResize) {
    return new TerminalLoan(device.raw(), console, this::size, onResize);
  }
}
