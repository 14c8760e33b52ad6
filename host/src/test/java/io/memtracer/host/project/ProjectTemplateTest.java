package io.memtracer.host.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real template. That Maven builds what is made of it is the release's test. */
final class ProjectTemplateTest {

  private static final Path TEMPLATE = Path.of("../plugins/template");

  @TempDir private Path directory;
  private Path repository;
  private Path place;

  @BeforeEach
  void findPlaces() throws IOException {
    repository = Files.createDirectory(directory.resolve("a & b"));
    place = directory.resolve("page-touches");
  }

  private Path make(final String packageName) {
    return new ProjectTemplate(TEMPLATE, repository)
        .make(AnalyzerProject.of("page-touches", Optional.ofNullable(packageName)), place);
  }

  @Test
  void callsEverythingAfterTheAnalyzer() throws IOException {
    final Path analyzer = make("org.mine.touch");
    assertEquals(place.resolve("src/main/java/org/mine/touch/PageTouchesAnalyzer.java"), analyzer);
    assertEquals(
        List.of(
            "pom.xml",
            "src/main/java/org/mine/touch/PageTouchesAnalyzer.java",
            "src/main/java/org/mine/touch/PageTouchesFactory.java",
            "src/main/java/org/mine/touch/package-info.java",
            "src/main/resources/META-INF/services/io.memtracer.api.TraceAnalyzerFactory",
            "src/test/java/org/mine/touch/PageTouchesConformanceTest.java"),
        files());
    for (final String file : files()) {
      final String text = Files.readString(place.resolve(file));
      assertFalse(text.contains("com.example"), file);
      assertFalse(text.contains("AlignmentAnalyzer"), file);
      assertFalse(text.contains("\"alignment\""), file);
    }
    final String factory = "src/main/java/org/mine/touch/PageTouchesFactory.java";
    assertTrue(Files.readString(place.resolve(factory)).contains("return \"page-touches\";"));
  }

  @Test
  void saysWhereTheApiIs() throws IOException {
    make(null);
    final String pom = Files.readString(place.resolve("pom.xml"));
    assertTrue(pom.contains("<groupId>com.example</groupId>\n  <artifactId>page-touches<"), pom);
    final String uri = repository.toUri().toString().replace("&", "&amp;");
    assertTrue(pom.contains("<url>" + uri + "</url>"), pom);
    assertTrue(uri.contains("a%20&amp;%20b"), uri);
  }

  @Test
  void leavesWhatIsThereAlone() throws IOException {
    Files.createDirectory(place);
    final TraceException e = assertThrows(TraceException.class, () -> make(null));
    assertEquals(ErrorCategory.USER, e.category());
    assertEquals(place + " is there already: take another name, or remove it", e.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void saysWhatToDoWhereNothingIsBuilt() {
    final ProjectTemplate template = new ProjectTemplate(TEMPLATE, directory.resolve("none"));
    final AnalyzerProject project = AnalyzerProject.of("mine", Optional.empty());
    final TraceException e =
        assertThrows(TraceException.class, () -> template.make(project, place));
    assertEquals(ErrorCategory.ENVIRONMENT, e.category());
    assertFalse(Files.exists(place));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mine", "2nd", "my_own", "-x", "x-", "a--b", "../x", "trace", "int"})
  void refusesNames(final String name) {
    final TraceException e =
        assertThrows(
            TraceException.class, () -> AnalyzerProject.of(name, Optional.<String>empty()));
    assertTrue(e.getMessage().contains("'"), e.getMessage());
    assertEquals(ErrorCategory.USER, e.category());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.", ".a", "a..b", "a-b", "a.int", "io.memtracer.api", "Org.x"})
  void refusesPackages(final String name) {
    assertThrows(TraceException.class, () -> AnalyzerProject.of("mine", Optional.of(name)));
  }

  @Test
  void makesClassNamesOfWords() {
    assertEquals("L2Misses", AnalyzerProject.of("l2-misses", Optional.empty()).classPrefix());
    assertEquals("mine", AnalyzerProject.of("x", Optional.of("mine")).groupId());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> place.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
