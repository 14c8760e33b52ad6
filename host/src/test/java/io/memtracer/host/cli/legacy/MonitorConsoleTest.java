package io.memtracer.host.cli.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.session.request.Monitor;
import io.memtracer.host.status.TraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation with a monitor. */
@Timeout(60)
final class MonitorConsoleTest {

  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private final Monitor monitor =
      new Monitor() {
        @Override
        public String execute(final String line) {
          if (line.equals("quit")) {
            ended.complete(null);
            throw TraceException.guest("gone");
          }
          if (line.equals("bad")) {
            throw TraceException.guest("no\u001b");
          }
          return line.equals("quiet") ? "" : "<" + line + ">";
        }

        @Override
        public CompletableFuture<Void> ended() {
          return ended;
        }
      };

  @Test
  void answersUntilQemuHasEnded() {
    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final MonitorConsole console =
        new MonitorConsole(
            new ByteArrayInputStream(
                " info status \n\nquiet\nbad\nquit\nafter\n".getBytes(StandardCharsets.UTF_8)),
            new PrintStream(said, true, StandardCharsets.UTF_8));
    console.attach(monitor);
    console.attach(monitor);
    ended.join();
    assertEquals(
        "(qemu) <info status>\n(qemu) (qemu) (qemu) no\\x1b\n(qemu) ",
        said.toString(StandardCharsets.UTF_8));
  }
}
