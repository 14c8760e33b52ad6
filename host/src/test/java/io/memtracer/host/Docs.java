package io.memtracer.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages that people read. */
public final class Docs {

  /** The project's root, from where tests are run. */
  private static final Path ROOT = Path.of("..");

  private Docs() {}

  /** Both READMEs, and all below docs/. */
  public static List<Path> pages() {
    try (Stream<Path> below = Files.walk(directory())) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md"), ROOT.resolve("qemu-gmbeoo/README.md")),
              below.filter(file -> file.toString().endsWith(".md")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path directory() {
    return ROOT.resolve("docs");
  }

  /** The lines of a page. */
  public static List<String> lines(final Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
