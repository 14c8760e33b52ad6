package io.memtracer.host.guest.debian;

import io.memtracer.host.files.Digests;
import io.memtracer.host.files.Directories;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds and downloads Debian packages with this machine's apt; needs no root. */
public final class DebianPackages {

  private static final String NO_SPACE = "No space left on device";
  private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(30);
  private static final int QUERY_OUTPUT_BYTES = 16 << 20;

  private final Path directory;

  /** Keeps what it downloads in a directory, made when needed. */
  public DebianPackages(final Path directory) {
    this.directory = directory;
  }

  /**
   * Looks up a base system, some packages, and all they depend on.
   *
   * @throws TraceException user error if apt doesn't know one
   */
  public List<DebianPackage> resolveWithDependencies(final List<String> names) throws IOException {
    Files.createDirectories(directory);
    final List<String> specifications = AptSimulation.install(names, directory);
    final Map<String, DebianPackage> found = show(specifications);
    return specifications.stream()
        .map(specification -> specification.substring(0, specification.indexOf('=')))
        .map(name -> require(name, found))
        .toList();
  }

  /**
   * Looks up the versions that would be installed; all at once, since apt may take a second to read
   * its lists.
   *
   * @return in the order given
   * @throws TraceException environment error with the command that helps if apt doesn't know one
   */
  public List<DebianPackage> resolve(final List<String> names) {
    final Map<String, DebianPackage> found = show(names);
    return names.stream().map(name -> require(name, found)).toList();
  }

  private static Map<String, DebianPackage> show(final List<String> specifications) {
    final List<String> line =
        new ArrayList<>(List.of("apt-cache", "show", "--no-all-versions", "--"));
    line.addAll(specifications);
    return DebianPackage.parseAll(Command.run(QUERY_TIMEOUT, line, QUERY_OUTPUT_BYTES).output());
  }

  private static DebianPackage require(final String name, final Map<String, DebianPackage> found) {
    final DebianPackage known = found.get(name);
    if (known == null) {
      throw TraceException.environment(
          ("apt knows no package %s: run 'apt-get update' as root to fetch the package lists, then"
                  + " try again")
              .formatted(name));
    }
    return known;
  }

  /**
   * Downloads what isn't there yet, and checks all.
   *
   * @return what was given
   */
  public List<DebianPackage> download(final List<DebianPackage> packages) throws IOException {
    Files.createDirectories(directory);
    final List<DebianPackage> missing = new ArrayList<>();
    for (final DebianPackage wanted : packages) {
      if (!isIntact(file(wanted), wanted)) {
        missing.add(wanted);
      }
    }
    if (!missing.isEmpty()) {
      fetch(missing);
    }
    return packages;
  }

  /** Where packages are that were downloaded, in the order given. */
  public List<Path> files(final List<DebianPackage> packages) {
    return packages.stream().map(this::file).toList();
  }

  private Path file(final DebianPackage wanted) {
    return directory.resolve(wanted.fileName());
  }

  private static boolean isIntact(final Path file, final DebianPackage wanted) throws IOException {
    return Files.isRegularFile(file) && Digests.sha256(file).equals(wanted.sha256());
  }

  private void fetch(final List<DebianPackage> missing) throws IOException {
    final Path work = Files.createTempDirectory(directory, ".download-");
    try {
      // apt-get download writes to its working directory, and has no option for another one.
      final List<String> line =
          new ArrayList<>(
              List.of("sh", "-c", "cd \"$1\" && shift && exec apt-get -q download \"$@\"", "sh"));
      line.add(work.toString());
      missing.forEach(wanted -> line.add(wanted.specification()));
      final Command.Result result = Command.run(DOWNLOAD_TIMEOUT, line);
      if (result.output().contains(NO_SPACE)) {
        throw TraceException.environment(
            "there is no space left in %s for the packages %s: make room there, or set MEMTRACER_CACHE to another directory"
                .formatted(directory, names(missing)));
      }
      if (result.status() != 0) {
        throw TraceException.environment(
            ("the packages %s can't be downloaded: run 'apt-get update' as root if the lists are"
                    + " old, then try again. apt-get printed: %s")
                .formatted(names(missing), result.output().strip()));
      }
      keep(work, missing);
    } finally {
      Directories.delete(work);
    }
  }

  private void keep(final Path work, final List<DebianPackage> missing) throws IOException {
    for (final DebianPackage wanted : missing) {
      // apt-get writes NAME_VERSION_ARCH.deb, with the version's colon as %3a.
      final String prefix = wanted.name() + "_";
      Path found = null;
      try (var files = Files.newDirectoryStream(work, prefix + "*.deb")) {
        for (final Path file : files) {
          found = file;
        }
      }
      if (found == null || !isIntact(found, wanted)) {
        throw TraceException.environment(
            "apt-get downloaded %s, but its checksum isn't the one in the package lists (%s)"
                .formatted(wanted.specification(), wanted.sha256()));
      }
      Files.move(found, file(wanted), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static List<String> names(final List<DebianPackage> packages) {
    return packages.stream().map(DebianPackage::name).toList();
  }
}
