package io.memtracer.plugins.external;

import java.util.Map;

/** Says how a process ended. */
final class ExitText {

  private static final int SIGNAL_BASE = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"));

  private ExitText() {}

  /**
   * How it ended.
   *
   * @param status as Java has it: 128 and the signal's number for a process that was killed
   */
  static String of(final int status) {
    final String signal = SIGNALS.get(status - SIGNAL_BASE);
    if (signal == null) {
      return "it exited with status " + status;
    }
    return "it was killed by " + signal + " (status " + status + ")";
  }
}
