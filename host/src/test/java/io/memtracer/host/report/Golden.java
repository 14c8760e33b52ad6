package io.memtracer.host.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file under src/test/resources; {@code -Dgolden.regenerate=true} rewrites it. */
final class Golden {

  private static final Path ROOT = Path.of("src/test/resources/io/memtracer/host/report");

  private Golden() {}

  static void assertMatches(final String file, final String actual) {
    final Path path = ROOT.resolve(file);
    try {
      if (Boolean.getBoolean("golden.regenerate")) {
        Files.writeString(path, actual);
        abort("rewrote " + path + ": look at the difference, then run again without the switch");
      }
      assertEquals(
          Files.readString(path),
          actual,
          () ->
              path
                  + " differs; if it should:"
                  + " mvn -pl plugin-api,host test -Dgolden.regenerate=true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
