package io.memtracer.plugins.external;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The arguments of a tool: the FIFO, and the workload info in pieces. The info comes from the guest
 * and is not trusted: each piece is one argument, whatever is in it.
 */
final class ToolArguments {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private ToolArguments() {}

  static List<String> command(final Path tool, final Path fifo, final List<String> info) {
    final List<String> command = new ArrayList<>();
    command.add(tool.toString());
    command.add(fifo.toString());
    for (final String text : info) {
      // The one character that no argument can hold.
      for (final String piece : SPACE.split(text.replace("\0", ""), -1)) {
        if (!piece.isEmpty()) {
          command.add(piece);
        }
      }
    }
    return command;
  }
}
