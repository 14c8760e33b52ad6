package io.memtracer.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.read.ScriptedSource;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.testkit.TestContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real JARs, compiled here. */
final class PluginCatalogTest {

  @TempDir Path directory;
  private Path folder;

  @BeforeEach
  void addAGoodOne() throws Exception {
    folder = Files.createDirectory(directory.resolve("plugins"));
    jar("good").factory("Good", "good", "").writeTo(folder.resolve("good.jar"));
  }

  private PluginJars jar(final String id) {
    return new PluginJars(directory, id);
  }

  @Test
  void findsAnAnalyzerWithItsOptions() throws Exception {
    jar("other")
        .factory(
            "Other",
            "other",
            "public java.util.List<OptionSpec> options() {"
                + " return java.util.List.of(OptionSpec.flag(\"loud\", true, \"says more\")); }")
        .writeTo(folder.resolve("other.jar"));
    Files.writeString(folder.resolve("notes.txt"), "not a JAR");
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals(List.of(), catalog.problems());
      assertEquals(
          List.of("good", "other"),
          catalog.analyzers().stream().map(InstalledAnalyzer::name).toList());
      final InstalledAnalyzer other = catalog.require("other");
      assertEquals("2.1.0", other.version());
      assertEquals("does nothing", other.description());
      assertEquals(folder.resolve("other.jar"), other.jar());
      assertEquals("loud", other.options().get(0).name());
      assertNotNull(
          other.factory().create(AnalyzerOptions.of(other.options(), Map.of("loud", "false"))));
    }
  }

  @Test
  void findsSeveralAnalyzersInOneJar() throws Exception {
    jar("two")
        .factory("One", "one", "")
        .factory("Two", "two", "")
        .writeTo(folder.resolve("two.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals(3, catalog.analyzers().size());
    }
  }

  @Test
  void takesTheApiFromTheHostThoughTheJarHasACopy() throws Exception {
    final Path api =
        Path.of(
            TraceAnalyzerFactory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    final PluginJars fat = jar("fat").factory("Fat", "fat", "");
    (Files.isDirectory(api) ? fat.bundle(api) : fat.bundle(unpacked(api)))
        .writeTo(folder.resolve("fat.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals(List.of(), catalog.problems());
      assertEquals("fat", catalog.require("fat").factory().name());
    }
  }

  private Path unpacked(final Path jar) throws Exception {
    final Path target = Files.createDirectory(directory.resolve("api"));
    try (java.util.jar.JarFile file = new java.util.jar.JarFile(jar.toFile())) {
      for (final java.util.jar.JarEntry entry : file.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          final Path copy = target.resolve(entry.getName());
          Files.createDirectories(copy.getParent());
          Files.copy(file.getInputStream(entry), copy);
        }
      }
    }
    return target;
  }

  /** One JAR may use the classes of another, and both may be on the class path of tests. */
  @Test
  void takesNoAnalyzerFromTheHostThoughTheJarHasItsClass() throws Exception {
    final Class<?> ofHost =
        ServiceLoader.load(TraceAnalyzerFactory.class).findFirst().orElseThrow().getClass();
    jar("copy")
        .factory("Copy", "copy", "")
        .bundle(copied(ofHost))
        .writeTo(folder.resolve("copy.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals(List.of(), catalog.problems());
      assertEquals(2, catalog.analyzers().size());
    }
  }

  private Path copied(final Class<?> one) throws Exception {
    final Path target = directory.resolve("copied");
    final String file = one.getName().replace('.', '/') + ".class";
    final Path copy = target.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = one.getClassLoader().getResourceAsStream(file)) {
      Files.copy(in, copy);
    }
    return target;
  }

  @Test
  void keepsClassesOfTheSameNameApart() throws Exception {
    jar("again").factory("Good", "again", "").writeTo(folder.resolve("again.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertNotSame(
          catalog.require("good").factory().getClass(),
          catalog.require("again").factory().getClass());
    }
  }

  @Test
  void refusesAJarForAnotherApi() throws Exception {
    checkProblem(
        jar("bad").factory("Bad", "bad", "").manifest("Plugin-Requires", ">=1.0.0 & <2.0.0"),
        "it needs version >=1.0.0 & <2.0.0 of the analyzers' API (Plugin-Requires in its manifest),"
            + " but this memtracer has 2.0.0; install the JAR that fits, or build it again for this"
            + " one (docs/write-an-analyzer.md)");
  }

  /** With an analyzer that was compiled against what the first API was. */
  @Test
  void refusesAJarBuiltAgainstTheFirstApi() throws Exception {
    final String problem =
        "it needs version >=1.0.0 & <2.0.0 of the analyzers' API (Plugin-Requires in its manifest),"
            + " but this memtracer has 2.0.0; install the JAR that fits, or build it again for this"
            + " one (docs/write-an-analyzer.md)";
    checkProblem(FirstApi.analyzer(directory, "old", ">=1.0.0 & <2.0.0"), problem);
  }

  /** Its manifest may say more than is true. */
  @Test
  void tellsWhyAnAnalyzerOfTheFirstApiFailsThatTakesAnyVersion() throws Exception {
    FirstApi.analyzer(directory, "old", ">=1.0.0").writeTo(folder.resolve("old.jar"));
    final PipelineConfig config = PipelineConfig.defaults();
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder));
        Pipeline pipeline =
            Pipeline.start(
                config,
                List.of(lane(catalog.require("old"))),
                config.intakeOf(new ScriptedSource(new byte[0], at -> 16, 0)))) {
      assertEquals(List.of(), catalog.problems());
      final AnalyzerFailure failure = pipeline.finish(0).analyzers().get(0).failure().orElseThrow();
      assertEquals("onEnd", failure.phase());
      final String message = failure.cause().getMessage();
      assertTrue(
          message.startsWith(
              "its JAR was built against another version of the analyzers' API than this"
                  + " memtracer's, 2.0.0; build it again for this one"
                  + " (docs/write-an-analyzer.md): "),
          message);
    }
  }

  private LaneSpec lane(final InstalledAnalyzer analyzer) {
    return new LaneSpec(
        analyzer.factory(),
        analyzer.version(),
        AnalyzerOptions.of(List.of(), Map.of()),
        TestContext.builder().scratchDirectory(directory).build());
  }

  @Test
  void refusesAJarThatDoesNotSayWhichApiItNeeds() throws Exception {
    checkProblem(
        jar("bad").factory("Bad", "bad", "").manifest("Plugin-Requires", null),
        "its manifest lacks Plugin-Requires; is it an analyzer? docs/write-an-analyzer.md has the"
            + " recipe");
  }

  @Test
  void refusesAVersionConstraintThatIsNone() throws Exception {
    checkProblem(
        jar("bad").factory("Bad", "bad", "").manifest("Plugin-Requires", "the newest"),
        "it can't be loaded: Illegal character near 'the newest'");
  }

  @Test
  void refusesAJarThatIsNoPlugin() throws Exception {
    checkProblem(
        jar("bad")
            .manifest("Plugin-Id", null)
            .manifest("Plugin-Version", null)
            .manifest("Plugin-Requires", null),
        "its manifest lacks Plugin-Id, Plugin-Version, Plugin-Requires; is it an analyzer?");
  }

  @Test
  void refusesAJarWithoutAServiceFile() throws Exception {
    checkProblem(
        jar("bad").factory("Bad", "bad", "").noServices(),
        "it has no analyzer: META-INF/services/io.memtracer.api.TraceAnalyzerFactory in it must"
            + " name a TraceAnalyzerFactory");
  }

  @Test
  void refusesAServiceFileThatNamesNoClass() throws Exception {
    checkProblem(
        jar("bad").factory("Bad", "bad", "").noServices().service("Missing"),
        "an analyzer in it can't be created: io.memtracer.api.TraceAnalyzerFactory: Provider"
            + " Missing not found");
  }

  @Test
  void refusesAServiceFileThatNamesAnotherKindOfClass() throws Exception {
    checkProblem(
        jar("bad").source("Bad", "public final class Bad {}").service("Bad"),
        "an analyzer in it can't be created: io.memtracer.api.TraceAnalyzerFactory: Bad not"
            + " a subtype");
  }

  @Test
  void refusesAFactoryThatThrows() throws Exception {
    checkProblem(
        jar("bad")
            .factory("Bad", "bad", "public Bad() { throw new IllegalStateException(\"no\"); }"),
        "an analyzer in it can't be created: ");
  }

  @Test
  void refusesAnUnusableName() throws Exception {
    checkProblem(
        jar("bad").factory("Bad", "Bad Name", ""),
        "an analyzer's name must be lower-case letters, digits and dashes, but Bad says Bad Name");
  }

  @Test
  void refusesOptionsThatThrow() throws Exception {
    checkProblem(
        jar("bad")
            .factory(
                "Bad",
                "bad",
                "public java.util.List<OptionSpec> options() {"
                    + " throw new IllegalStateException(\"none\"); }"),
        "Bad in it doesn't describe itself: java.lang.IllegalStateException: none");
  }

  @Test
  void refusesAPluginClassThatIsMissing() throws Exception {
    checkProblem(
        jar("bad").factory("Bad", "bad", "").manifest("Plugin-Class", "Missing"),
        "it didn't start");
  }

  @Test
  void refusesASecondJarWithTheSameId() throws Exception {
    jar("good").factory("Other", "other", "").writeTo(folder.resolve("other.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals(
          List.of(
              folder.resolve("other.jar")
                  + ": its Plugin-Id, good, is also that of "
                  + folder.resolve("good.jar")
                  + "; remove one, or give it another"),
          catalog.problems().stream().map(PluginProblem::text).toList());
    }
  }

  @Test
  void refusesAFileThatIsNoJar() throws Exception {
    Files.writeString(folder.resolve("bad.jar"), "this is not a zip file");
    checkBadJar("it is not a JAR, or a broken one: ");
  }

  @Test
  void refusesTwoAnalyzersOfOneName() throws Exception {
    jar("zweit").factory("Second", "good", "").writeTo(folder.resolve("zweit.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals(List.of(), catalog.analyzers());
      final TraceException e = assertThrows(TraceException.class, () -> catalog.require("good"));
      assertEquals(ErrorCategory.ANALYZER, e.category());
      assertEquals(
          folder.resolve("good.jar")
              + ": the analyzer good is there twice, in "
              + folder.resolve("good.jar")
              + " and "
              + folder.resolve("zweit.jar")
              + "; remove one",
          e.getMessage());
    }
  }

  @Test
  void namesWhatIsInstalledWhenAskedForSomethingElse() {
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      final TraceException e = assertThrows(TraceException.class, () -> catalog.require("goof"));
      assertEquals(ErrorCategory.USER, e.category());
      assertEquals("no analyzer 'goof'; installed: good", e.getMessage());
    }
  }

  @Test
  void readsAFolderOnceThoughItIsGivenTwice() {
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder, folder))) {
      assertEquals(List.of(), catalog.problems());
      assertEquals(1, catalog.analyzers().size());
    }
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    final Path missing = directory.resolve("missing");
    final TraceException e =
        assertThrows(TraceException.class, () -> PluginCatalog.load(List.of(missing)));
    assertEquals(
        "the plugin folder " + missing + " doesn't exist; give one that has analyzer JARs in it",
        e.getMessage());
  }

  private void checkProblem(final PluginJars bad, final String message) throws Exception {
    bad.writeTo(folder.resolve("bad.jar"));
    checkBadJar(message);
  }

  private void checkBadJar(final String message) {
    final Path jar = folder.resolve("bad.jar");
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals("good", catalog.require("good").name());
      assertEquals(1, catalog.problems().size());
      final PluginProblem problem = catalog.problems().get(0);
      assertEquals(jar, problem.jar());
      assertTrue(problem.message().startsWith(message), problem.message());
      final TraceException e = assertThrows(TraceException.class, () -> catalog.require("bad"));
      assertTrue(e.getMessage().contains(problem.text()), e.getMessage());
    }
  }

  @Test
  void readsNoMoreOfAListOfAnalyzersThanOneNeeds() throws Exception {
    jar("bomb")
        .factory("Bomb", "bomb", "")
        .service("#".repeat(2 << 20))
        .writeTo(folder.resolve("bomb.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      assertEquals(
          List.of(
              folder.resolve("bomb.jar")
                  + ": META-INF/services/io.memtracer.api.TraceAnalyzerFactory in it has more than"
                  + " 1048576 bytes; is it an analyzer?"),
          catalog.problems().stream().map(PluginProblem::text).toList());
    }
  }

  @Test
  void knowsWhoseCodeIsRunning() throws Exception {
    jar("named-by-its-analyzer")
        .factory(
            "Caller",
            "caller",
            "public String label(AnalyzerOptions options) {"
                + " return io.memtracer.host.plugin.PluginCode.caller().orElseThrow(); }")
        .writeTo(folder.resolve("caller.jar"));
    assertEquals(Optional.empty(), PluginCode.caller());
    try (PluginCatalog catalog = PluginCatalog.load(List.of(folder))) {
      final TraceAnalyzerFactory factory = catalog.require("caller").factory();
      assertEquals("caller", factory.label(AnalyzerOptions.of(factory.options(), Map.of())));
    }
  }
}
