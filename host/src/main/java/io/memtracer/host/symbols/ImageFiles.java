package io.memtracer.host.symbols;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where images are that have another place by now, and debug files that are installed apart from
 * their images: found by build-id, as gdb finds them.
 *
 * <p>Not thread-safe.
 */
public final class ImageFiles {

  private static final Path INSTALLED = Path.of("/usr/lib/debug");
  private static final Pattern BUILD_ID = Pattern.compile("[0-9a-f]{8,128}");
  private static final String BY_BUILD_ID = ".build-id";

  private final List<Path> directories;
  private final FileIdentity identities = new FileIdentity();
  private final Map<Path, Path> elsewhere = new HashMap<>();

  /**
   * Files in some directories.
   *
   * @param directories each with files by their own names or paths, by build-id in {@code
   *     .build-id}, or both
   */
  ImageFiles(final Path... directories) {
    this.directories = List.copyOf(Arrays.asList(directories));
  }

  /** Those where distributions put them. */
  public static ImageFiles installed() {
    return with(List.of());
  }

  /** The same, and before them those in other directories. */
  public static ImageFiles with(final List<Path> more) {
    final List<Path> all = new ArrayList<>(more);
    all.add(INSTALLED);
    return new ImageFiles(all.toArray(Path[]::new));
  }

  /** What belongs to an image; empty if it isn't there. */
  Optional<Path> debugFile(final String buildId) {
    return byBuildId(buildId, ".debug").findFirst();
  }

  private Stream<Path> byBuildId(final String buildId, final String suffix) {
    return BUILD_ID.matcher(buildId).matches()
        ? directories.stream()
            .map(
                directory ->
                    directory
                        .resolve(BY_BUILD_ID)
                        .resolve(buildId.substring(0, 2))
                        .resolve(buildId.substring(2) + suffix))
            .filter(Files::isRegularFile)
        : Stream.empty();
  }

  /**
   * Looks for an image that had its place somewhere once.
   *
   * @param image its whole path, of more than the root
   * @param identity by which it is known again
   * @return its path, under which {@link #at} has what was found; empty if nothing was
   */
  public Optional<Path> find(final Path image, final String identity) {
    final Optional<Path> found =
        candidates(image, identity).filter(file -> identities.is(file, identity)).findFirst();
    found.ifPresent(file -> elsewhere.put(image, file));
    return found.map(file -> image);
  }

  private Stream<Path> candidates(final Path image, final String identity) {
    final Stream<Path> named = Stream.of(image.getRoot().relativize(image), image.getFileName());
    final Stream<Path> there =
        named.flatMap(name -> directories.stream().map(directory -> directory.resolve(name)));
    final String buildId = FileIdentity.buildId(identity);
    return Stream.of(Stream.of(image), there, byBuildId(buildId, ""), byBuildId(buildId, ".debug"))
        .flatMap(files -> files);
  }

  /** The file that has an image now. */
  Path at(final Path image) {
    return elsewhere.getOrDefault(image, image);
  }

  /** The file that says of an image's code where it was written. */
  Path linesOf(final Path image) {
    return ElfImage.buildId(at(image)).flatMap(this::debugFile).orElseGet(() -> at(image));
  }
}
