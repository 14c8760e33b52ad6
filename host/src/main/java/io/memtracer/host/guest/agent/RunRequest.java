package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program to run in the guest.
 *
 * @param program a file on the host that is sent, or a path in the guest; in the guest, a name
 *     without a slash is looked for as a shell does
 * @param arguments its arguments, without the program
 * @param inGuest whether the program is a path in the guest
 */
public record RunRequest(String program, List<String> arguments, boolean inGuest) {

  public RunRequest {
    arguments = List.copyOf(arguments);
  }

  /** A program of the host's, to be sent. */
  public static RunRequest ofHostFile(final Path program, final List<String> arguments) {
    return new RunRequest(program.toString(), arguments, false);
  }

  /** A program that is in the guest. */
  public static RunRequest inGuest(final String program, final List<String> arguments) {
    return new RunRequest(program, arguments, true);
  }

  /** The payload of its RUN frame. */
  ByteBuffer encode() {
    int bytes = 2 * Integer.BYTES;
    final byte[][] strings = new byte[arguments.size() + 1][];
    strings[0] = bytesOf(inGuest ? program : Path.of(program).getFileName().toString());
    for (int i = 0; i < arguments.size(); i++) {
      strings[i + 1] = bytesOf(arguments.get(i));
    }
    for (final byte[] string : strings) {
      bytes = Math.addExact(bytes, string.length + 1);
    }
    if (bytes > AgentFrames.MAX_PAYLOAD_BYTES) {
      throw TraceException.user(
          "the workload's arguments may be %d bytes together, but are %d"
              .formatted(AgentFrames.MAX_PAYLOAD_BYTES, bytes));
    }
    final ByteBuffer payload = AgentFrames.allocate(bytes);
    payload.putInt(inGuest ? AgentFrames.FLAG_PATH_IN_GUEST : 0).putInt(strings.length);
    for (final byte[] string : strings) {
      payload.put(string).put((byte) 0);
    }
    return payload.flip();
  }

  private static byte[] bytesOf(final String string) {
    if (string.indexOf('\0') >= 0) {
      throw TraceException.user("an argument of the workload has a NUL character in it");
    }
    return string.getBytes(StandardCharsets.UTF_8);
  }

  /** Fails unless a program on the host can be read. */
  void requireReadable() {
    final Path path = Path.of(program);
    if (!inGuest && !(Files.isRegularFile(path) && Files.isReadable(path))) {
      throw TraceException.user(
          "the workload must be a file that can be read, but " + program + " isn't");
    }
  }
}
