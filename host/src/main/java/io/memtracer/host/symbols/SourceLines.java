package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName.SourceLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in its source the code of an image was written, by its debug information: what addr2line
 * finds in the image itself, or in the debug file that belongs to it.
 */
final class SourceLines {

  private static final Pattern LINE = Pattern.compile("(.+):([1-9][0-9]{0,8})(?: \\(.*\\))?");
  private static final String UNKNOWN = "??";
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private SourceLines() {}

  /**
   * Where an instruction was written.
   *
   * @param line of the source; of code that was inlined, where it was written, not where it went
   * @param inlined the functions that it is written in and that were inlined, innermost first
   */
  record Written(Optional<SourceLine> line, List<String> inlined) {

    static final Written UNKNOWN = new Written(Optional.empty(), List.of());

    Written {
      inlined = List.copyOf(inlined);
    }
  }

  /**
   * Finds where instructions were written.
   *
   * @param image a file, by its whole path
   * @param addresses as the image counts them
   * @return those that are known
   */
  static Map<Long, Written> of(final Path image, final List<Long> addresses) {
    final List<List<String>> answers =
        new BinutilsTool(TIMEOUT_NANOS, "addr2line", "-a", "-f", "-i", "-e", image.toString())
            .answers(
                addresses.stream().map(address -> "0x" + Long.toHexString(address)).toList(),
                line -> line.startsWith("0x"));
    final Map<Long, Written> written = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      written.put(addresses.get(i), written(answers.get(i)));
    }
    return written;
  }

  /** Of the address, and pairs of function and line, the innermost first. */
  private static Written written(final List<String> answer) {
    if (answer.size() < 3) {
      return Written.UNKNOWN;
    }
    final List<String> inlined = new ArrayList<>();
    for (int i = 1; i + 2 < answer.size(); i += 2) {
      inlined.add(answer.get(i));
    }
    inlined.removeIf(UNKNOWN::equals);
    return new Written(line(answer.get(2)), inlined);
  }

  private static Optional<SourceLine> line(final String answer) {
    final Matcher parts = LINE.matcher(answer);
    return parts.matches() && !parts.group(1).equals(UNKNOWN)
        ? Optional.of(new SourceLine(parts.group(1), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }
}
