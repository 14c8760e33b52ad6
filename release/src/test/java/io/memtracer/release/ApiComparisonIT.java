package io.memtracer.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.release.Unpacked.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The build's comparison with the API of the last release, of which something is made up here. */
@Timeout(300)
final class ApiComparisonIT {

  private static final Path MODULE = Path.of("../plugin-api");
  private static final Path SOURCES = MODULE.resolve("src/main/java");
  private static final String STABLE_METHOD = "Path scratchDirectory();";

  @TempDir private Path directory;
  private Path sources;

  @BeforeEach
  void copySources() throws IOException {
    sources = directory.resolve("old api");
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (final Path file : files.toList()) {
        Files.copy(file, sources.resolve(SOURCES.relativize(file)));
      }
    }
  }

  /** A type of that kind, a method of one, and a method of that kind. */
  @Test
  void letsExperimentalThingsGo() throws IOException, InterruptedException {
    Files.writeString(
        sources.resolve("io/memtracer/api/Gone.java"),
        "package io.memtracer.api;\n\n@Experimental\npublic interface Gone {}\n");
    insert("FifoAnalyzer", "void onProgress(", "void goneFromAType();");
    insert("AnalysisContext", STABLE_METHOD, "@Experimental default void gone() {}");
    assertEquals(0, compare().status());
  }

  @Test
  void keepsAllElse() throws IOException, InterruptedException {
    insert("AnalysisContext", STABLE_METHOD, "default void kept() {}");
    final Outcome refused = compare();
    assertNotEquals(0, refused.status());
    final String told = "io.memtracer.api.AnalysisContext.kept():METHOD_REMOVED";
    assertTrue(refused.out().contains(told), refused.out());
  }

  private void insert(final String type, final String before, final String declaration)
      throws IOException {
    final Path file = sources.resolve("io/memtracer/api/" + type + ".java");
    final String source = Files.readString(file);
    assertTrue(source.contains(before), file.toString());
    Files.writeString(file, source.replace(before, declaration + "\n\n  " + before));
  }

  private Outcome compare() throws IOException, InterruptedException {
    final Path classes = directory.resolve("classes");
    final Path jar = directory.resolve("old.jar");
    final Outcome compiled =
        Unpacked.shell(
            "find '%s' -name '*.java' ! -name module-info.java -exec javac -d '%s' {} +"
                    .formatted(sources, classes)
                + " && jar --create --file '%s' -C '%s' .".formatted(jar, classes));
    assertEquals(0, compiled.status(), compiled.err());
    return Unpacked.run(
        new ProcessBuilder(
                "mvn",
                "--batch-mode",
                "--offline",
                "--quiet",
                // Or the comparison looks for the module's JAR in repositories, where it need not
                // be.
                "jar:jar@default-jar",
                "com.github.siom79.japicmp:japicmp-maven-plugin:cmp@keeps-what-the-last-release-had",
                "-Dapi.of.last.release=" + jar)
            .directory(MODULE.toFile()));
  }
}
