package io.memtracer.host.cli.options;

import io.memtracer.host.report.FigurePair;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code KEY=KEY,...}, or a file with a pair a line. */
final class FigurePairs {

  private static final String FILE = "@";
  private static final String COMMENT = "#";

  private FigurePairs() {}

  /**
   * Reads pairs.
   *
   * @param text pairs separated by commas, or {@code @FILE}
   * @throws TraceException naming the piece that isn't a pair, or the file that can't be read
   */
  static List<FigurePair> parse(final String text) {
    final Stream<String> pieces =
        text.startsWith(FILE)
            ? lines(Path.of(text.substring(FILE.length())))
            : Arrays.stream(text.split(",", -1));
    final List<FigurePair> pairs = pieces.map(piece -> pair(piece, text)).toList();
    if (pairs.isEmpty()) {
      throw TraceException.user("--compare needs KEY=KEY, but there is none in " + text);
    }
    return pairs;
  }

  private static Stream<String> lines(final Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith(COMMENT));
    } catch (IOException e) {
      throw TraceException.user("--compare can't read " + file + ": " + e);
    }
  }

  private static FigurePair pair(final String piece, final String text) {
    final String[] keys = piece.split("=", -1);
    if (keys.length != 2 || keys[0].isBlank() || keys[1].isBlank()) {
      throw TraceException.user(
          "--compare must be KEY=KEY, separated by commas, but '"
              + piece.strip()
              + "' in "
              + text
              + " isn't");
    }
    return new FigurePair(keys[0].strip(), keys[1].strip());
  }
}
