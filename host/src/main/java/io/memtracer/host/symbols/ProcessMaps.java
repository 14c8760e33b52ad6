package io.memtracer.host.symbols;

import io.memtracer.host.symbols.DataMapping.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of processes that a guest's snapshot has, as their {@code /proc/PID/maps} had it.
 * Files are the guest's own, which aren't here. Which programs they are isn't known.
 */
public final class ProcessMaps {

  /** What a program can't get at is left out. */
  private static final Pattern MAPPING =
      Pattern.compile(
          "([0-9a-f]{1,16})-([0-9a-f]{1,16}) (?!---)..(.). ([0-9a-f]{1,16}) \\S+ \\S+ *(.*)");

  private static final int HEXADECIMAL = 16;
  private static final int MOST_MAPPINGS = 1 << 20;
  private static final long MOST_CHARS = 128 << 20;

  private ProcessMaps() {}

  /**
   * Reads the lists of all processes, one after another. What can't be a mapping is passed over.
   *
   * @throws UncheckedIOException if they can't be read
   */
  public static Mappings read(final BufferedReader maps) {
    final List<DataMapping> all = new ArrayList<>();
    long chars = 0;
    try {
      for (String line = maps.readLine();
          line != null && all.size() < MOST_MAPPINGS && chars < MOST_CHARS;
          line = maps.readLine()) {
        chars += line.length();
        final Matcher parts = MAPPING.matcher(line);
        if (parts.matches()) {
          mapping(parts).ifPresent(all::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Mappings.of(all, true);
  }

  private static Optional<DataMapping> mapping(final Matcher parts) {
    final long start = Long.parseUnsignedLong(parts.group(1), HEXADECIMAL);
    final long end = Long.parseUnsignedLong(parts.group(2), HEXADECIMAL);
    if (Long.compareUnsigned(start, end) >= 0) {
      return Optional.empty();
    }
    final String name = parts.group(5);
    return Optional.of(
        new DataMapping(
            start,
            end,
            name.startsWith("/") ? Long.parseUnsignedLong(parts.group(4), HEXADECIMAL) : 0,
            kind(name),
            name,
            Optional.empty(),
            parts.group(3).equals("x"),
            ""));
  }

  private static Kind kind(final String name) {
    return switch (name) {
      case "" -> Kind.ANONYMOUS;
      case "[heap]" -> Kind.HEAP;
      case "[stack]" -> Kind.STACK;
      default -> name.startsWith("[") ? Kind.SPECIAL : Kind.FILE;
    };
  }
}
