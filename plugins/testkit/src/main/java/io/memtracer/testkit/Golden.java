package io.memtracer.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Compares text with a file that is kept in the repository. With {@code -Dgolden.regenerate=true}
 * the file is written instead and the test aborted, so that nobody takes that for a pass.
 */
public final class Golden {

  private static final String REGENERATE = "golden.regenerate";

  private Golden() {}

  /**
   * Checks text against {@code src/test/resources/golden/NAME} of the current module.
   *
   * @param test the class whose test this is, for the command that regenerates the file
   * @param name file name
   * @param actual the text
   */
  public static void assertMatches(final Class<?> test, final String name, final String actual) {
    final Path module = Path.of(System.getProperty("basedir", ""));
    assertMatches(test, module.resolve("src/test/resources/golden").resolve(name), actual);
  }

  /**
   * Checks text against a file.
   *
   * @param test the class whose test this is, for the command that regenerates the file
   * @param file the file
   * @param actual the text
   */
  public static void assertMatches(final Class<?> test, final Path file, final String actual) {
    try {
      if (Boolean.getBoolean(REGENERATE)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
        throw new TestAbortedException(
            "wrote " + file + "; look at the change, then run without -D" + REGENERATE);
      }
      final String expected = Files.exists(file) ? Files.readString(file) : "";
      if (!expected.equals(actual)) {
        throw new AssertionFailedError(
            file
                + " differs; if the new text is right: "
                + SeededRandom.mavenTest(test.getSimpleName())
                + " -D"
                + REGENERATE
                + "=true",
            expected,
            actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
