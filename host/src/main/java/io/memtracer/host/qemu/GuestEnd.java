package io.memtracer.host.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.memtracer.host.qemu.monitor.Qmp;
import io.memtracer.host.status.Quoted;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out why a guest, or a program in it, ended by itself: what QEMU says, and what the guest
 * said on its console.
 *
 * <p>Told on the monitor's thread, asked by any.
 */
final class GuestEnd implements Qmp.EventListener {

  private static final int MAX_WORDS = 500;
  private static final String PANIC = "Kernel panic";

  /** What Linux says of a process that it ended for the memory that it had. */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("Out of memory: Killed process [0-9]{1,10} \\((.{1,64}?)\\) total-vm:");

  private final Optional<ConsoleLog> console;
  private volatile String reason = "";

  GuestEnd(final Optional<ConsoleLog> console) {
    this.console = console;
  }

  @Override
  public void onEvent(final String name, final JsonNode data) {
    if (name.equals("SHUTDOWN") && data.path("guest").asBoolean()) {
      reason = data.path("reason").asText();
    }
  }

  /** The program that its kernel ended last since no memory was left; empty if it ended none. */
  Optional<String> endedForMemory() {
    final Matcher ended = OUT_OF_MEMORY.matcher(console.map(ConsoleLog::tail).orElse(""));
    Optional<String> last = Optional.empty();
    while (ended.find()) {
      last = Optional.of(ended.group(1));
    }
    return last;
  }

  /** What happened to the guest; empty if it was not the guest that ended. */
  Optional<String> describe() {
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    final String said = console.map(ConsoleLog::tail).orElse("");
    final int panic = said.lastIndexOf(PANIC);
    if (panic >= 0) {
      return Optional.of(
          "the guest's kernel panicked: "
              + Quoted.line(said.substring(panic).lines().findFirst().orElseThrow(), MAX_WORDS));
    }
    final String how =
        switch (reason) {
          case "guest-panic" -> "the guest's kernel panicked";
          case "guest-shutdown" -> "the guest shut down";
          case "guest-reset" -> "the guest reset itself";
          default -> "the guest ended (" + reason + ")";
        };
    return Optional.of(
        said.isEmpty()
            ? how
            : how
                + "; its console's last words: "
                + said.substring(Math.max(0, said.length() - MAX_WORDS)));
  }
}
