package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Encodes the RUN frame, as docs/wire-formats.md has it. */
final class RunFrame {

  private static final int FLAG_PATH = 1;
  private static final int FLAG_VIEW = 1 << 1;
  private static final int FLAG_READ_AHEAD = 1 << 2;
  private static final int FLAG_WARM_UP = 1 << 3;
  private static final int FLAG_TERMINAL_INPUT = 1 << 4;
  private static final int FLAG_TERMINAL_OUTPUT = 1 << 5;
  private static final int FLAG_TERMINAL_ERROR = 1 << 6;

  private RunFrame() {}

  /**
   * Its payload.
   *
   * @param clock what the guest's clock is set to
   */
  static ByteBuffer payload(final RunRequest request, final Instant clock) {
    final List<byte[]> strings = strings(request);
    final List<Integer> groups = request.surroundings().user().groups();
    final List<Integer> numbers = numbers(request, clock);
    final long bytes =
        (long) Integer.BYTES * (numbers.size() + groups.size())
            + strings.stream().mapToLong(string -> string.length + 1L).sum();
    if (bytes > AgentFrames.MAX_PAYLOAD_BYTES) {
      throw TraceException.user(
          "the workload's arguments and environment may be %d bytes together, but are %d"
              .formatted(AgentFrames.MAX_PAYLOAD_BYTES, bytes));
    }
    final ByteBuffer payload = AgentFrames.allocate((int) bytes);
    numbers.forEach(payload::putInt);
    groups.forEach(payload::putInt);
    strings.forEach(string -> payload.put(string).put((byte) 0));
    return payload.flip();
  }

  private static List<Integer> numbers(final RunRequest request, final Instant clock) {
    final Surroundings around = request.surroundings();
    return List.of(
        flags(request),
        around.user().uid(),
        around.user().gid(),
        around.umask(),
        request.terminal().map(terminal -> terminal.size().rows()).orElse(0),
        request.terminal().map(terminal -> terminal.size().columns()).orElse(0),
        (int) clock.getEpochSecond(),
        (int) (clock.getEpochSecond() >> Integer.SIZE),
        clock.getNano(),
        around.user().groups().size(),
        around.shares().size(),
        around.environment().size(),
        request.arguments().size() + 1);
  }

  private static int flags(final RunRequest request) {
    int flags = request.sent() ? 0 : FLAG_PATH;
    flags |= request.surroundings().view().isPresent() ? FLAG_VIEW : 0;
    flags |=
        switch (request.preparation()) {
          case NONE -> 0;
          case READ_AHEAD -> FLAG_READ_AHEAD;
          case WARM_UP -> FLAG_READ_AHEAD | FLAG_WARM_UP;
        };
    return flags | request.terminal().map(RunFrame::flags).orElse(0);
  }

  private static int flags(final TerminalWish terminal) {
    return FLAG_TERMINAL_INPUT
        | (terminal.output() ? FLAG_TERMINAL_OUTPUT : 0)
        | (terminal.error() ? FLAG_TERMINAL_ERROR : 0);
  }

  private static List<byte[]> strings(final RunRequest request) {
    final Surroundings around = request.surroundings();
    final List<String> strings = new ArrayList<>();
    strings.add(
        request.sent() ? Path.of(request.program()).getFileName().toString() : request.program());
    strings.add(around.directory().toString());
    strings.add(around.view().map(Surroundings.View::hostname).orElse(""));
    around.shares().forEach(share -> strings.add(share.toString()));
    strings.addAll(around.environment());
    strings.add(request.calledAs().orElse(""));
    strings.addAll(request.arguments());
    return strings.stream().map(RunFrame::bytesOf).toList();
  }

  private static byte[] bytesOf(final String string) {
    if (string.indexOf('\0') >= 0) {
      throw TraceException.user("an argument of the workload has a NUL character in it");
    }
    return string.getBytes(StandardCharsets.UTF_8);
  }
}
