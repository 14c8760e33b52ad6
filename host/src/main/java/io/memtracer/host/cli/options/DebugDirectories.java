package io.memtracer.host.cli.options;

import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where debug files are, besides where distributions put them. */
public final class DebugDirectories {

  @Option(
      names = "--debug-dir",
      paramLabel = "DIR",
      description =
          "Look there for debug files of programs and libraries, by build-id (DIR/.build-id);"
              + " replay also looks there for those that aren't where they were, by build-id, path"
              + " or name. May be given several times.")
  private List<Path> directories = List.of();

  /** Those asked for, in order. */
  public List<Path> all() {
    for (final Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        throw TraceException.user("--debug-dir must be a directory, but " + directory + " isn't");
      }
    }
    return directories;
  }
}
