package io.memtracer.host.cli.workload;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Directories of this machine that a guest may read.
 *
 * @param directories without links, those above others first, none below another
 */
public record Shares(List<Path> directories) {

  /** Reads {@code DIR[,DIR]}. */
  public static Shares parse(final String option, final String text) {
    final TreeSet<Path> real =
        new TreeSet<>(Comparator.comparingInt(Path::getNameCount).thenComparing(path -> path));
    for (final String piece : text.split(",", -1)) {
      final Path directory = Path.of(piece);
      if (piece.isEmpty() || !Files.isDirectory(directory)) {
        throw TraceException.user(option + " must be directories, but '" + piece + "' isn't one");
      }
      real.add(withoutLinks(directory));
    }
    final List<Path> outermost = new ArrayList<>();
    for (final Path directory : real) {
      if (outermost.stream().noneMatch(directory::startsWith)) {
        outermost.add(directory);
      }
    }
    return new Shares(outermost);
  }

  /** Whether something is in one of them. */
  boolean contain(final Path path) {
    return directories.stream().anyMatch(withoutLinks(path)::startsWith);
  }

  /** A path with all links followed. */
  static Path withoutLinks(final Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw TraceException.user("can't find " + path + ": " + e.getMessage());
    }
  }
}
