package io.memtracer.host.guest.build;

import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.AgentListener;
import io.memtracer.host.guest.agent.RunRequest;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Runs a shell script in a booted machine, line by line as it tells, and remembers the end. */
final class GuestScript implements AgentListener {

  private static final Duration LOAD_TIMEOUT = Duration.ofMinutes(1);
  private static final int LINES_KEPT = 60;
  private static final int MAX_LINE_CHARS = 400;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private final Deque<String> last = new ArrayDeque<>();

  private GuestScript(final Consumer<String> lines) {
    this.lines = lines;
  }

  /**
   * Runs one to its end, and hangs up.
   *
   * @param bootTimeout how long the agent may take to come
   * @param timeout how long the script may take
   * @param lines takes each line of its output, both streams together, on another thread
   * @throws TraceException guest error with its last words if it fails, or takes too long
   */
  static void run(
      final BootedMachine machine,
      final Duration bootTimeout,
      final String script,
      final Duration timeout,
      final Consumer<String> lines) {
    final GuestScript running = new GuestScript(lines);
    try (AgentChannel agent = machine.connect(running, bootTimeout)) {
      agent.load(RunRequest.inGuest("/bin/sh", List.of("-c", script)), LOAD_TIMEOUT);
      agent.endInput();
      agent.go();
      final WorkloadExit exit = agent.awaitExit(timeout);
      running.endLine();
      if (!exit.equals(new WorkloadExit(WorkloadExit.How.EXITED, 0))) {
        throw TraceException.guest(running.lastWords());
      }
    }
  }

  private synchronized String lastWords() {
    return String.join("\n", last);
  }

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {
    take(bytes);
  }

  @Override
  public void onStandardError(final ByteBuffer bytes) {
    take(bytes);
  }

  private void take(final ByteBuffer bytes) {
    for (final char c : StandardCharsets.UTF_8.decode(bytes).toString().toCharArray()) {
      if (c == '\n') {
        endLine();
      } else if (line.length() < MAX_LINE_CHARS && !Character.isISOControl(c)) {
        line.append(c);
      }
    }
  }

  private synchronized void endLine() {
    if (line.length() == 0) {
      return;
    }
    final String complete = line.toString();
    line.setLength(0);
    last.add(complete);
    if (last.size() > LINES_KEPT) {
      last.remove();
    }
    lines.accept(complete);
  }
}
