package io.memtracer.host.symbols;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code of processes that a guest's snapshot has, as their {@code /proc/PID/maps} had it. It is
 * the guest's own files', which aren't here: it has no names, but what lies at one address with it
 * has none either.
 */
public final class ProcessMaps {

  private static final Pattern CODE = Pattern.compile("([0-9a-f]{1,16})-([0-9a-f]{1,16}) ..x. .*");
  private static final int HEXADECIMAL = 16;
  private static final int MOST_MAPPINGS = 1 << 20;

  private ProcessMaps() {}

  /**
   * Reads the lists of all processes, one after another.
   *
   * @throws UncheckedIOException if they can't be read
   */
  public static List<FileMapping> read(final BufferedReader maps) {
    final List<FileMapping> code = new ArrayList<>();
    try {
      for (String line = maps.readLine();
          line != null && code.size() < MOST_MAPPINGS;
          line = maps.readLine()) {
        final Matcher parts = CODE.matcher(line);
        if (parts.matches()) {
          code.add(
              new FileMapping(
                  Long.parseUnsignedLong(parts.group(1), HEXADECIMAL),
                  Long.parseUnsignedLong(parts.group(2), HEXADECIMAL),
                  0,
                  Optional.empty(),
                  ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return code;
  }
}
