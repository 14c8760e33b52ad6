package io.memtracer.host.qemu;

import io.memtracer.host.status.TraceException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a QEMU that is new enough. */
public final class QemuLocator {

  private static final String EXECUTABLE = "qemu-system-x86_64";
  private static final String IMAGE_TOOL = "qemu-img";
  private static final List<String> SUBDIRECTORIES = List.of("", "bin", "x86_64-softmmu");
  private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(10);

  private final List<Path> searchPath;

  private QemuLocator(final List<Path> searchPath) {
    this.searchPath = searchPath;
  }

  /** Searches the directories in {@code PATH}. */
  public static QemuLocator ofEnvironment() {
    return of(System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
  }

  /** Searches the directories of a list as in {@code PATH}. */
  static QemuLocator of(final String searchPath) {
    return new QemuLocator(
        Stream.of(searchPath.split(File.pathSeparator, -1))
            .filter(directory -> directory.startsWith("/"))
            .map(Path::of)
            .toList());
  }

  /**
   * Finds QEMU.
   *
   * @param given the executable, or a directory that has it in itself, its {@code bin} or its
   *     {@code x86_64-softmmu}; empty for the newest on the search path
   * @throws TraceException user error if there is none at the given place, environment error if
   *     there is none at all or it is too old
   */
  public QemuBinary locate(final Optional<Path> given) {
    return given.map(this::locateAt).orElseGet(this::locateOnSearchPath);
  }

  private QemuBinary locateAt(final Path given) {
    final Path executable =
        executableAt(given)
            .orElseThrow(
                () ->
                    TraceException.user(
                        "there is no "
                            + EXECUTABLE
                            + " at "
                            + given
                            + ": give the executable,"
                            + " or a directory that has it in itself, in bin/ or in"
                            + " x86_64-softmmu/"));
    return requireNewEnough(inspect(executable));
  }

  /** The executable a path stands for, whatever its version. */
  public static Optional<Path> executableAt(final Path given) {
    if (isExecutable(given)) {
      return Optional.of(given.toAbsolutePath());
    }
    return SUBDIRECTORIES.stream()
        .map(sub -> given.resolve(sub).resolve(EXECUTABLE))
        .filter(QemuLocator::isExecutable)
        .map(Path::toAbsolutePath)
        .findFirst();
  }

  private QemuBinary locateOnSearchPath() {
    final List<QemuBinary> found = new ArrayList<>();
    final List<TraceException> broken = new ArrayList<>();
    for (final Path directory : searchPath) {
      final Path executable = directory.resolve(EXECUTABLE);
      if (isExecutable(executable)) {
        try {
          found.add(inspect(executable));
        } catch (TraceException e) {
          broken.add(e);
        }
      }
    }
    return found.stream()
        .max(Comparator.comparing(QemuBinary::version))
        .map(QemuLocator::requireNewEnough)
        .orElseThrow(() -> nothingFound(broken));
  }

  private static TraceException nothingFound(final List<TraceException> broken) {
    if (!broken.isEmpty()) {
      return broken.get(0);
    }
    return TraceException.environment(
        "there is no " + EXECUTABLE + " in any directory of PATH: './memtracer setup' installs it");
  }

  private QemuBinary inspect(final Path executable) {
    final Optional<QemuVersion> sandboxed =
        QemuVersion.parse(askVersion(executable, QemuSandbox.arguments(false)).output());
    final QemuVersion version = sandboxed.orElseGet(() -> plainVersion(executable));
    return new QemuBinary(executable, version, sandboxed.isPresent(), imageTool(executable));
  }

  /** Of one that doesn't know those options. */
  private static QemuVersion plainVersion(final Path executable) {
    final Command.Result result = askVersion(executable, List.of());
    return QemuVersion.parse(result.output())
        .orElseThrow(
            () ->
                TraceException.environment(
                    "%s is not a QEMU that works: '--version' ended with status %d and printed '%s'"
                        .formatted(executable, result.status(), result.output())));
  }

  private static Command.Result askVersion(final Path executable, final List<String> options) {
    final List<String> line = new ArrayList<>(List.of(executable.toString()));
    line.addAll(options);
    line.add("--version");
    return Command.run(VERSION_TIMEOUT, line);
  }

  private static QemuBinary requireNewEnough(final QemuBinary qemu) {
    if (qemu.version().compareTo(QemuVersion.MINIMUM) < 0) {
      throw TraceException.environment(
          "QEMU must be %s or newer, but %s is %s: './memtracer setup' installs one that is"
              .formatted(QemuVersion.MINIMUM, qemu.executable(), qemu.version()));
    }
    return qemu;
  }

  private Optional<Path> imageTool(final Path executable) {
    final Path directory = executable.toAbsolutePath().getParent();
    final Stream<Path> beside =
        Stream.of(directory, directory.resolveSibling("bin"), directory.resolveSibling(""));
    return Stream.concat(beside, searchPath.stream())
        .map(place -> place.resolve(IMAGE_TOOL))
        .filter(QemuLocator::isExecutable)
        .findFirst();
  }

  private static boolean isExecutable(final Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
