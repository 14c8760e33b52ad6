package io.memtracer.host.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds out why a guest ended by itself: what QEMU says, and what the guest said on its console.
 *
 * <p>Told on the monitor's thread, asked by any.
 */
final class GuestEnd implements Qmp.EventListener {

  private static final int TAIL_BYTES = 8 << 10;
  private static final int MAX_WORDS = 500;
  private static final String PANIC = "Kernel panic";

  private final Optional<Path> console;
  private volatile String reason = "";

  GuestEnd(final Optional<Path> console) {
    this.console = console;
  }

  @Override
  public void onEvent(final String name, final JsonNode data) {
    if (name.equals("SHUTDOWN") && data.path("guest").asBoolean()) {
      reason = data.path("reason").asText();
    }
  }

  /** What happened to the guest; empty if it was not the guest that ended. */
  Optional<String> describe() {
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    final String said = console.map(GuestEnd::tail).orElse("");
    final int panic = said.lastIndexOf(PANIC);
    if (panic >= 0) {
      return Optional.of(
          "the guest's kernel panicked: "
              + said.substring(panic).lines().findFirst().orElseThrow());
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

  /** The end of the console; nothing if it can't be read: an explanation is no reason to fail. */
  private static String tail(final Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      final byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, in.length())];
      in.seek(in.length() - bytes.length);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8)
          .replace("\r", "")
          .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?")
          .strip();
    } catch (IOException e) {
      return "";
    }
  }
}
