package io.memtracer.host.session.workload;

import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What a workload says about itself: text from the guest, not to be trusted. */
public final class WorkloadInfo {

  private static final byte DELETE = 0x7f;

  private WorkloadInfo() {}

  /**
   * Reads it, without blanks around it.
   *
   * @throws TraceException user error if it isn't text
   */
  static String text(final byte[] bytes, final int length) {
    for (int i = 0; i < length; i++) {
      if (isControl(bytes[i])) {
        throw TraceException.user(
            "the workload's info must be text, but its byte %d is 0x%02x".formatted(i, bytes[i]));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString()
          .strip();
    } catch (CharacterCodingException e) {
      throw TraceException.user(
          "the workload's info must be text in UTF-8, but its %d bytes aren't".formatted(length));
    }
  }

  /** White space isn't: tab, line feed, vertical tab, form feed, carriage return. */
  private static boolean isControl(final byte value) {
    final boolean space = value >= '\t' && value <= '\r';
    return value == DELETE || (value >= 0 && value < ' ' && !space);
  }

  /** Its pieces between white space. */
  public static List<String> pieces(final String text) {
    return Stream.of(text.split("\\s+")).filter(piece -> !piece.isEmpty()).toList();
  }
}
