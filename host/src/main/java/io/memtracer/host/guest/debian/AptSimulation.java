package io.memtracer.host.guest.debian;

import io.memtracer.host.files.Directories;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Asks this machine's apt what it would install on a machine that has nothing yet; needs no root.
 */
final class AptSimulation {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int OUTPUT_BYTES = 4 << 20;

  /**
   * What every Debian has, but apt: a guest has no network. And the small package that says that
   * the file system is laid out as today, or apt would take the one that converts old ones, with
   * all of Perl.
   */
  private static final List<String> BASE =
      List.of("?and(?essential,?not(?exact-name(apt)))", "usr-is-merged");

  private static final Pattern INSTALLATION = Pattern.compile("(?m)^Inst (\\S+) \\((\\S+) ");
  private static final Pattern UNKNOWN =
      Pattern.compile("(?m)^E: (?:Unable to locate package |Package ')([^\\s']+)");

  private AptSimulation() {}

  /**
   * A base system, some packages, and all they depend on.
   *
   * @param directory for files of the moment
   * @return {@code NAME=VERSION} of each
   * @throws TraceException user error if there is no such package
   */
  static List<String> install(final List<String> packages, final Path directory)
      throws IOException {
    final Path state = Files.createTempDirectory(directory, ".apt-");
    try {
      final Command.Result result = Command.run(TIMEOUT, line(packages, state), OUTPUT_BYTES);
      if (result.status() != 0) {
        throw failure(packages, result.output());
      }
      return INSTALLATION
          .matcher(result.output())
          .results()
          .map(match -> match.group(1) + "=" + match.group(2))
          .toList();
    } finally {
      Directories.delete(state);
    }
  }

  private static List<String> line(final List<String> packages, final Path state)
      throws IOException {
    final Path nothingInstalled = Files.createFile(state.resolve("status"));
    final List<String> line = new ArrayList<>(List.of("apt-get", "-q", "--simulate"));
    line.addAll(List.of("-o", "Dir::State::status=" + nothingInstalled));
    line.addAll(List.of("-o", "Dir::State::extended_states=" + state.resolve("extended_states")));
    line.addAll(List.of("-o", "Dir::Cache=" + state));
    line.addAll(List.of("-o", "APT::Install-Recommends=false"));
    line.addAll(List.of("-o", "APT::Install-Suggests=false"));
    line.add("install");
    line.addAll(BASE);
    line.addAll(packages);
    return line;
  }

  private static TraceException failure(final List<String> packages, final String output) {
    final List<String> unknown =
        UNKNOWN.matcher(output).results().map((MatchResult match) -> match.group(1)).toList();
    if (!unknown.isEmpty()) {
      return TraceException.user(
          "apt knows no package %s: look for its name with 'apt-cache search', or run 'apt-get update' as root if the package lists are old"
              .formatted(String.join(", ", unknown)));
    }
    return TraceException.environment(
        "apt can't install %s on an empty system: %s"
            .formatted(String.join(", ", packages), output.strip()));
  }
}
