package io.memtracer.host.cli.legacy;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.session.request.Monitor;
import io.memtracer.host.status.TraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * QEMU's monitor for a person: lines from standard input, answers on standard error, where they are
 * in no script's way. Attached once, at the latest when there are results.
 */
final class MonitorConsole {

  private static final String PROMPT = "(qemu) ";

  private final InputStream in;
  private final PrintStream out;
  private boolean attached;

  MonitorConsole(final InputStream in, final PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Takes commands from now on, on a daemon thread: nobody can interrupt a read of a terminal. */
  synchronized void attach(final Monitor monitor) {
    if (attached) {
      return;
    }
    attached = true;
    final Thread thread = new Thread(() -> converse(monitor), "monitor-console");
    thread.setDaemon(true);
    thread.start();
  }

  private void converse(final Monitor monitor) {
    final BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
    try {
      prompt();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          answer(monitor, line.strip());
        }
        if (monitor.ended().isDone()) {
          return;
        }
        prompt();
      }
    } catch (IOException e) {
      out.println("can't read monitor commands: " + e.getMessage());
    }
  }

  private void prompt() {
    out.print(PROMPT);
    out.flush();
  }

  private void answer(final Monitor monitor, final String line) {
    try {
      final String answer = monitor.execute(line);
      if (!answer.isEmpty()) {
        out.println(Harmless.block(answer));
      }
    } catch (TraceException e) {
      // QEMU is gone, which is what 'quit' is for, or says no.
      if (!monitor.ended().isDone()) {
        out.println(Harmless.block(e.getMessage()));
      }
    }
  }
}
