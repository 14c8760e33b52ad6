package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName.SourceLine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lines of source the code of an image was compiled from, by its debug information: what
 * addr2line finds in the image itself, or in the debug file that belongs to it. Of code that was
 * inlined it is the line where it was written.
 */
final class SourceLines {

  private static final Pattern LINE = Pattern.compile("(.+):([1-9][0-9]{0,8})(?: \\(.*\\))?");
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private SourceLines() {}

  /**
   * Finds lines.
   *
   * @param image a file, by its whole path
   * @param addresses as the image counts them
   * @return those that are known
   */
  static Map<Long, SourceLine> of(final Path image, final List<Long> addresses) {
    final List<String> answers =
        new BinutilsTool(TIMEOUT_NANOS, "addr2line", "-e", image.toString())
            .answers(addresses.stream().map(address -> "0x" + Long.toHexString(address)).toList());
    final Map<Long, SourceLine> lines = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      final long address = addresses.get(i);
      line(answers.get(i)).ifPresent(line -> lines.put(address, line));
    }
    return lines;
  }

  private static Optional<SourceLine> line(final String answer) {
    final Matcher parts = LINE.matcher(answer);
    return parts.matches() && !parts.group(1).equals("??")
        ? Optional.of(new SourceLine(parts.group(1), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }
}
