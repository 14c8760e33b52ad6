package io.memtracer.host.cli.options;

import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.cli.terminal.LiveOutput;
import io.memtracer.host.status.TraceException;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether to show what is found while the run goes on. */
public final class LiveOption {

  private static final String ANY_PORT = "0";
  private static final String TERMINAL = "terminal";
  private static final int FIRST_PORT = 1024;
  private static final int LAST_PORT = 65535;

  @Option(
      names = "--live",
      arity = "0..1",
      paramLabel = "PORT|terminal",
      preprocessor = Attached.class,
      description =
          "Show the page while the run goes on, at an address of this machine that is told; nobody"
              + " else can see it. With PORT there. On a terminal, also what was found in a line;"
              + " with =terminal that alone.")
  private String live;

  /** Whether anything is wanted. */
  public boolean isWanted() {
    return live != null;
  }

  /** Begins to serve the page, if that is wanted. */
  public LiveOutput open(final Console console) {
    if (!isWanted()) {
      return LiveOutput.NONE;
    }
    return live.equals(TERMINAL) ? LiveOutput.inTerminal() : LiveOutput.onPage(port(live), console);
  }

  private static int port(final String text) {
    final int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (port != 0 && (port < FIRST_PORT || port > LAST_PORT)) {
      throw TraceException.user(
          "--live must be a port in range [%d, %d], or terminal, but %s isn't"
              .formatted(FIRST_PORT, LAST_PORT, text));
    }
    return port;
  }

  /** Takes a value with {@code =} only: what follows otherwise is the workload. */
  static final class Attached implements IParameterPreprocessor {

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's
    public boolean preprocess(
        final Stack<String> arguments,
        final CommandSpec command,
        final ArgSpec option,
        final Map<String, Object> info) {
      final boolean hasValue = command.parser().separator().equals(info.get("separator"));
      option.setValue(hasValue ? arguments.pop() : ANY_PORT);
      return true;
    }
  }
}
