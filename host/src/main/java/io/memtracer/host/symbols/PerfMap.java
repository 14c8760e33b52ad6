package io.memtracer.host.symbols;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a program says of code that it made, in the format of {@code /tmp/perf-PID.map}: lines of
 * start and size in hexadecimal digits, and a name. It may say anything: what can't be is passed
 * over, and there is a limit to how much is taken.
 */
public final class PerfMap {

  /** A larger one isn't looked at. */
  public static final int MAX_BYTES = 64 << 20;

  private static final int MAX_METHODS = 1 << 19;
  private static final int MAX_NAME_BYTES = 400;
  private static final int MAX_DIGITS = 15;
  private static final int HEXADECIMAL = 16;
  private static final long MAX_ADDRESS = 1L << 47;

  private final byte[] text;
  private final String program;
  private final List<JitMethod> methods = new ArrayList<>();
  private int at;

  private PerfMap(final byte[] text, final String program) {
    this.text = text;
    this.program = program;
  }

  /**
   * Reads one.
   *
   * @param text its bytes
   * @param program what the process executed
   * @return what it says; nothing if it is too long, since then other methods may have lain there
   */
  public static List<JitMethod> read(final byte[] text, final String program) {
    final PerfMap map = new PerfMap(text, program);
    return text.length <= MAX_BYTES && map.readAll() ? map.methods : List.of();
  }

  private boolean readAll() {
    while (at < text.length) {
      if (methods.size() == MAX_METHODS) {
        return false;
      }
      final int end = lineEnd();
      line(end).ifPresent(methods::add);
      at = end + 1;
    }
    return true;
  }

  private int lineEnd() {
    int end = at;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private Optional<JitMethod> line(final int end) {
    final long start = number(end);
    final long size = number(end);
    return start < 0 || size <= 0 || start > MAX_ADDRESS || size > MAX_ADDRESS || at >= end
        ? Optional.empty()
        : Optional.of(new JitMethod(start, start + size, name(end), program));
  }

  /** The number that is next, and the blank behind it; -1 if there is none. */
  private long number(final int end) {
    if (at + 1 < end && text[at] == '0' && (text[at + 1] == 'x' || text[at + 1] == 'X')) {
      at += 2;
    }
    long value = 0;
    int digits = 0;
    while (at < end && Character.digit(text[at], HEXADECIMAL) >= 0) {
      value = value * HEXADECIMAL + Character.digit(text[at], HEXADECIMAL);
      digits += value == 0 ? 0 : 1;
      if (digits > MAX_DIGITS) {
        return -1;
      }
      at++;
    }
    if (at == end || text[at] != ' ') {
      return -1;
    }
    at++;
    return value;
  }

  private String name(final int end) {
    final int length = Math.min(end - at, MAX_NAME_BYTES);
    return new String(text, at, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
  }
}
