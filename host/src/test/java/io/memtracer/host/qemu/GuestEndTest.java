package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuestEndTest {

  @TempDir Path temporary;

  @Test
  void knowsNothingOfAQemuThatWasToldToEnd() throws IOException {
    assertEquals(Optional.empty(), end("", false, "host-qmp-quit"));
  }

  @Test
  void quotesTheKernelThatPanicked() throws IOException {
    assertEquals(
        Optional.of("the guest's kernel panicked: Kernel panic - not syncing: sysrq"),
        end(
            "up\r\n[1.5] Kernel panic - not syncing: sysrq\r\n[1.6] CPU: 0\r\n",
            true,
            "guest-reset"));
  }

  @Test
  void quotesTheConsole() throws IOException {
    assertEquals(
        Optional.of("the guest shut down; its console's last words: good?bye"),
        end("good\u001bbye\n", true, "guest-shutdown"));
  }

  @Test
  void doesWithoutAConsole() {
    final GuestEnd end = new GuestEnd(Optional.of(new ConsoleLog(temporary.resolve("none"))));
    end.onEvent(
        "SHUTDOWN",
        JsonNodeFactory.instance.objectNode().put("guest", true).put("reason", "guest-reset"));
    assertEquals(Optional.of("the guest reset itself"), end.describe());
  }

  @Test
  void knowsWhomTheKernelEndedForMemory() throws IOException {
    assertEquals(Optional.empty(), endWithConsole("up\n").endedForMemory());
    assertEquals(
        Optional.of("a (b) ?"),
        endWithConsole(
                """
                [1.5] Out of memory: Killed process 90 (sh) total-vm:1kB, anon-rss:1kB
                [1.6] Out of memory: Killed process 91 (a (b) \u001b) total-vm:1kB
                """)
            .endedForMemory());
  }

  private GuestEnd endWithConsole(final String console) throws IOException {
    return new GuestEnd(
        Optional.of(new ConsoleLog(Files.writeString(temporary.resolve("console"), console))));
  }

  private Optional<String> end(final String console, final boolean guest, final String reason)
      throws IOException {
    final GuestEnd end = endWithConsole(console);
    end.onEvent(
        "SHUTDOWN",
        JsonNodeFactory.instance.objectNode().put("guest", guest).put("reason", reason));
    return end.describe();
  }
}
