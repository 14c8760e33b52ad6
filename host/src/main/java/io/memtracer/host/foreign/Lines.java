package io.memtracer.host.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of ASCII, one at a time, in a buffer that is used again. */
final class Lines {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_BYTES = 1 << 12;
  private static final int MOST_HEX_DIGITS = 16;
  private static final int MOST_DIGITS = 9;
  private static final int MOST_QUOTED = 40;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] line = new byte[MOST_BYTES];
  private int at;
  private int end;
  private int length;
  private int position;
  private long number;

  Lines(final InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false if there is none. */
  boolean next() throws IOException {
    length = 0;
    position = 0;
    int read = read();
    if (read < 0) {
      return false;
    }
    number++;
    for (; read >= 0 && read != '\n'; read = read()) {
      if (length == MOST_BYTES) {
        throw malformed("is longer than " + MOST_BYTES + " bytes");
      }
      line[length++] = (byte) read;
    }
    return true;
  }

  private int read() throws IOException {
    if (at == end) {
      at = 0;
      end = in.read(buffer, 0, BUFFER_BYTES);
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return buffer[at++];
  }

  /** The character at a place; 0 behind the end. */
  byte at(final int place) {
    return place < length ? line[place] : 0;
  }

  /** Whether there is nothing in it but spaces. */
  boolean isBlank() {
    skipSpaces();
    return position >= length;
  }

  /** Where the next number is looked for. */
  void from(final int place) {
    position = place;
  }

  void skipSpaces() {
    while (position < length && line[position] <= ' ') {
      position++;
    }
  }

  /** Takes one character if it is the next. */
  boolean take(final char wanted) {
    if (at(position) != wanted) {
      return false;
    }
    position++;
    return true;
  }

  /** Takes some characters if they are the next. */
  boolean take(final String wanted) {
    for (int i = 0; i < wanted.length(); i++) {
      if (at(position + i) != wanted.charAt(i)) {
        return false;
      }
    }
    position += wanted.length();
    return true;
  }

  /** Goes to a character, or to the end. */
  void skipUpTo(final char wanted) {
    while (position < length && line[position] != wanted) {
      position++;
    }
  }

  /** Goes behind the next such character; false if there is none. */
  boolean skipPast(final char wanted) {
    skipUpTo(wanted);
    return take(wanted);
  }

  /** Goes behind digits; false if there are none. */
  boolean skipDigits() {
    final int first = position;
    while (at(position) >= '0' && at(position) <= '9') {
      position++;
    }
    return position > first;
  }

  /** Takes the next character. */
  char take() {
    return (char) at(position++);
  }

  /** Takes a number in hexadecimal, with 0x before it or not. */
  long hex() throws MalformedException {
    if (at(position) == '0' && (at(position + 1) | ' ') == 'x') {
      position += 2;
    }
    long value = 0;
    final int first = position;
    for (int digit = Character.digit(at(position), 16); digit >= 0; ) {
      value = value << 4 | digit;
      digit = Character.digit(at(++position), 16);
    }
    require(position > first && position - first <= MOST_HEX_DIGITS, "has no address");
    return value;
  }

  /** Takes a number in decimal, at least 1. */
  long count() throws MalformedException {
    long value = 0;
    final int first = position;
    for (int digit = Character.digit(at(position), 10); digit >= 0; ) {
      value = value * 10 + digit;
      digit = Character.digit(at(++position), 10);
    }
    require(value > 0 && position - first <= MOST_DIGITS, "has no size");
    return value;
  }

  /** Takes a number of one digit. */
  int digit(final int most) throws MalformedException {
    final int value = Character.digit(at(position), 10);
    require(value >= 0 && value <= most, "has a number that isn't one of 0 to " + most);
    position++;
    return value;
  }

  /** All of it. */
  String text() {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  void require(final boolean condition, final String otherwise) throws MalformedException {
    if (!condition) {
      throw malformed(otherwise);
    }
  }

  /** What is to be said of a line that can't be. */
  MalformedException malformed(final String why) {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, MOST_QUOTED); i++) {
      text.append(line[i] >= ' ' && line[i] < 0x7f ? (char) line[i] : '?');
    }
    return new MalformedException("line %d %s: '%s'".formatted(number, why, text));
  }
}
